package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/examples/server/internal/pgtest"
)

// databases runs a test on SQLite, and on PostgreSQL if a server is installed.
func databases(t *testing.T, test func(*testing.T, *Store)) {
	t.Run("sqlite", func(t *testing.T) {
		test(t, openTest(t, filepath.Join(t.TempDir(), "w ?#.db")))
	})
	t.Run("postgres", func(t *testing.T) {
		test(t, openTest(t, pgtest.URL(t)))
	})
}

func openTest(t *testing.T, name string) *Store {
	t.Helper()
	s, err := Open(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func TestMain(m *testing.M) {
	code := m.Run()
	pgtest.Stop()
	os.Exit(code)
}

// sample adds a user and an assessment.
func sample(t *testing.T, s *Store) (*User, *Assessment) {
	t.Helper()
	u := &User{Name: "Ana", Password: "x", MayCreate: true}
	if err := s.AddUser(t.Context(), u); err != nil {
		t.Fatal(err)
	}
	a := &Assessment{
		Title: "Fall", Organization: "Valley", Rubric: []byte("{}"), MinGroup: 10, Notes: true, Opens: "2026-10-01", Closes: "2026-10-21", DeleteOn: "2027-01-01",
		Languages: []Language{{Tag: "en"}, {Tag: "es", Overlay: []byte("{1}")}},
		Schools:   []School{{Title: "Lincoln", Invited: map[string]uint64{"family": 40, "student": 100}}, {Title: "Riverside", Invited: map[string]uint64{}}},
	}
	if err := s.AddAssessment(t.Context(), a, u.ID); err != nil {
		t.Fatal(err)
	}
	return u, a
}

func TestUsers(t *testing.T) {
	databases(t, func(t *testing.T, s *Store) {
		ctx, now := t.Context(), time.Unix(1_000_000, 0)
		u, a := sample(t, s)
		if err := s.AddUser(ctx, &User{Name: "Ana"}); !errors.Is(err, ErrNameTaken) {
			t.Errorf("a second Ana: %v", err)
		}
		if err := s.AddSession(ctx, []byte("t"), u.ID, now, now.Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
		if got, err := s.SessionUser(ctx, []byte("t"), now); err != nil || got != *u {
			t.Errorf("SessionUser: %v, %v", got, err)
		}
		if _, err := s.SessionUser(ctx, []byte("t"), now.Add(2*time.Hour)); !errors.Is(err, ErrNotFound) {
			t.Errorf("an expired session: %v", err)
		}
		if err := s.SetPassword(ctx, "Ana", "y"); err != nil {
			t.Fatal(err)
		}
		if _, err := s.SessionUser(ctx, []byte("t"), now); !errors.Is(err, ErrNotFound) {
			t.Errorf("a session from before the password changed: %v", err)
		}
		if err := s.Invite(ctx, []byte("i"), Invitation{Assessment: a.ID, Role: Team, Expires: now}); err != nil {
			t.Fatal(err)
		}
		tom := &User{Name: "Tom"}
		if err := s.Accept(ctx, []byte("i"), now, tom); err != nil {
			t.Fatal(err)
		}
		if err := s.Accept(ctx, []byte("i"), now, &User{Name: "Eve"}); !errors.Is(err, ErrNotFound) {
			t.Errorf("an invitation that was used: %v", err)
		}
		if role, err := s.RoleOf(ctx, a.ID, tom.ID); role != Team || err != nil {
			t.Errorf("RoleOf: %v, %v", role, err)
		}
		if err := s.RemoveMember(ctx, a.ID, u.ID); !errors.Is(err, ErrConflict) {
			t.Errorf("removing the last coordinator: %v", err)
		}
		if err := s.RemoveMember(ctx, a.ID, tom.ID); err != nil {
			t.Error(err)
		}
	})
}

func TestAssessment(t *testing.T) {
	databases(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		u, a := sample(t, s)
		got, err := s.Assessment(ctx, a.ID)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Documents(ctx, got); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(a, got); d != "" {
			t.Errorf("Assessment (-want +got):\n%s", d)
		}
		a.Title, a.Notes, a.Schools[1].Invited["leader"] = "Spring", false, 3
		delete(a.Schools[0].Invited, "family")
		if err := s.UpdateAssessment(ctx, a); err != nil {
			t.Fatal(err)
		}
		if got, err = s.Assessment(ctx, a.ID); err != nil {
			t.Fatal(err)
		}
		if err := s.Documents(ctx, got); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(a, got); d != "" {
			t.Errorf("Assessment after a change (-want +got):\n%s", d)
		}
		if all, err := s.AssessmentsOf(ctx, u.ID); err != nil || len(all) != 1 || all[0].Title != "Spring" {
			t.Errorf("AssessmentsOf: %v, %v", all, err)
		}
		if _, err := s.Assessment(ctx, "no"); !errors.Is(err, ErrNotFound) {
			t.Errorf("Assessment(no): %v", err)
		}
		links := []Link{{AssessmentID: a.ID, SchoolID: a.Schools[0].ID, Constituency: "family", Created: "2026-10-01"}}
		if err := s.AddLinks(ctx, links, [][]byte{[]byte("h")}); err != nil {
			t.Fatal(err)
		}
		if err := s.WithdrawLink(ctx, "other", links[0].ID, "2026-10-02"); !errors.Is(err, ErrNotFound) {
			t.Errorf("withdraw a link of another assessment: %v", err)
		}
		if err := s.WithdrawLink(ctx, a.ID, links[0].ID, "2026-10-02"); err != nil {
			t.Fatal(err)
		}
		links[0].Withdrawn = "2026-10-02"
		if l, err := s.LinkByToken(ctx, []byte("h")); err != nil || l != links[0] {
			t.Errorf("LinkByToken: %v, %v", l, err)
		}
	})
}

// addTestRater adds a rater with a code.
func addTestRater(t *testing.T, s *Store, a *Assessment, code string) *Rater {
	t.Helper()
	r := &Rater{ID: NewRaterID(), ResponseID: NewRaterID(), AssessmentID: a.ID, SchoolID: a.Schools[0].ID, Constituency: "family", Language: "en", Response: []byte("{}")}
	if err := s.AddRater(t.Context(), r, []byte(code)); err != nil {
		t.Fatal(err)
	}
	return r
}

func TestRaters(t *testing.T) {
	databases(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		_, a := sample(t, s)
		r := addTestRater(t, s, a, "code")
		addTestRater(t, s, a, "other code")
		change := func(r *Rater) error {
			r.Finished, r.Response = true, []byte("done")
			return nil
		}
		if err := s.ChangeRater(ctx, r.ID, change); err != nil {
			t.Fatal(err)
		}
		failed := errors.New("failed")
		if err := s.ChangeRater(ctx, r.ID, func(r *Rater) error { r.Response = nil; return failed }); err != failed {
			t.Errorf("a change that fails: %v", err)
		}
		if err := change(r); err != nil {
			t.Fatal(err)
		}
		got, err := s.RaterByCode(ctx, []byte("code"))
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(*r, got); d != "" {
			t.Errorf("RaterByCode (-want +got):\n%s", d)
		}
		counts, err := s.CountRaters(ctx, a.ID)
		if want := []GroupCount{{a.Schools[0].ID, "family", 1, 2}}; err != nil || !cmp.Equal(counts, want) {
			t.Errorf("CountRaters: %v, %v", counts, err)
		}
		imported := []Rater{{AssessmentID: a.ID, SchoolID: a.Schools[1].ID, ResponseID: "r-1", Finished: true, Response: []byte("{}")}}
		if _, err := s.AddRaters(ctx, imported); err != nil {
			t.Fatal(err)
		}
		two := []Rater{imported[0], imported[0]}
		two[0].ResponseID = "r-2"
		if id, err := s.AddRaters(ctx, two); !errors.Is(err, ErrConflict) || id != "r-1" {
			t.Errorf("a response that is there: %q, %v", id, err)
		}
		if err := s.DeleteResponse(ctx, a.ID, "r-2"); !errors.Is(err, ErrNotFound) {
			t.Errorf("an import that was refused left a response: %v", err)
		}
		if err := s.DeleteRater(ctx, a.ID, r.ID); err != nil {
			t.Fatal(err)
		}
		if _, err := s.RaterByCode(ctx, []byte("code")); !errors.Is(err, ErrNotFound) {
			t.Errorf("a deleted rater: %v", err)
		}
		counted := 0
		count := func(*Rater) error { counted++; return nil }
		kept := func() (map[string][]byte, error) { return map[string][]byte{a.Schools[0].ID: []byte("t")}, nil }
		if err := s.KeepTallies(ctx, a.ID, count, kept); err != nil {
			t.Fatal(err)
		}
		if kept, err := s.KeptTallies(ctx, a.ID); err != nil || string(kept[a.Schools[0].ID]) != "t" {
			t.Errorf("KeptTallies: %v, %v", kept, err)
		}
		if counts, err := s.CountRaters(ctx, a.ID); err != nil || len(counts) != 0 {
			t.Errorf("raters that stayed: %v, %v", counts, err)
		}
	})
}

// TestConcurrentChanges changes one rater many times at once and loses nothing.
func TestConcurrentChanges(t *testing.T) {
	databases(t, func(t *testing.T, s *Store) {
		_, a := sample(t, s)
		r := addTestRater(t, s, a, "code")
		var wg sync.WaitGroup
		for range 20 {
			wg.Go(func() {
				err := s.ChangeRater(t.Context(), r.ID, func(r *Rater) error {
					r.Response = append(r.Response, 'x')
					return nil
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		got, err := s.RaterByCode(t.Context(), []byte("code"))
		if want := "{}" + strings.Repeat("x", 20); err != nil || string(got.Response) != want {
			t.Errorf("response %q, %v; want %q", got.Response, err, want)
		}
	})
}

func TestResults(t *testing.T) {
	databases(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		_, a := sample(t, s)
		p := &Publication{AssessmentID: a.ID, Number: 1, Day: "2026-10-22", Nodes: []Node{{Summary: []byte("all")}, {SchoolID: a.Schools[0].ID, Summary: []byte("s")}}}
		if err := s.AddPublication(ctx, p); err != nil {
			t.Fatal(err)
		}
		if err := s.AddPublication(ctx, &Publication{AssessmentID: a.ID, Number: 1}); !errors.Is(err, ErrConflict) {
			t.Errorf("a second first publication: %v", err)
		}
		nodes, err := s.Nodes(ctx, p.ID)
		if err != nil || !cmp.Equal(nodes, p.Nodes) {
			t.Errorf("Nodes: %v, %v", nodes, err)
		}
		if b, err := s.Summary(ctx, a.ID, 1, ""); err != nil || string(b) != "all" {
			t.Errorf("Summary: %s, %v", b, err)
		}
		if _, err := s.Summary(ctx, "other", 1, ""); !errors.Is(err, ErrNotFound) {
			t.Errorf("a summary of another assessment: %v", err)
		}
		for version := range 2 {
			if err := s.SetDocument(ctx, a.ID, "", Consensus, []byte(fmt.Sprint(version)), version); err != nil {
				t.Fatal(err)
			}
			if err := s.SetDocument(ctx, a.ID, "", Consensus, nil, version); !errors.Is(err, ErrConflict) {
				t.Errorf("an outdated consensus: %v", err)
			}
		}
		if b, v, err := s.Document(ctx, a.ID, "", Consensus); string(b) != "1" || v != 2 || err != nil {
			t.Errorf("Document: %s, %d, %v", b, v, err)
		}
		if _, _, err := s.Document(ctx, a.ID, "", Comments); !errors.Is(err, ErrNotFound) {
			t.Errorf("a document of another kind: %v", err)
		}
		for _, edition := range []string{"cei@2023.1", "cei@2023.2"} {
			if err := s.SetBaseline(ctx, a.ID, "", Baseline{edition, []byte("b")}); err != nil {
				t.Fatal(err)
			}
		}
		if b, err := s.Baseline(ctx, a.ID, ""); err != nil || b.Edition != "cei@2023.2" {
			t.Errorf("Baseline: %v, %v", b, err)
		}
		if err := s.Log(ctx, time.Unix(0, 0), Event{AssessmentID: a.ID, Action: "x"}); err != nil {
			t.Fatal(err)
		}
		if events, err := s.Events(ctx, a.ID); err != nil || len(events) != 1 || events[0].At != "1970-01-01 00:00" {
			t.Errorf("Events: %v, %v", events, err)
		}
		u := &Upload{AssessmentID: a.ID, Name: "a.csv", Data: []byte("x")}
		if err := s.AddUpload(ctx, u, time.Unix(0, 0), time.Unix(10, 0)); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Upload(ctx, a.ID, u.ID); err != nil || !cmp.Equal(got, *u) {
			t.Errorf("Upload: %v, %v", got, err)
		}
		if err := s.DeleteUploads(ctx, time.Unix(20, 0)); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Upload(ctx, a.ID, u.ID); !errors.Is(err, ErrNotFound) {
			t.Errorf("an upload whose time has come: %v", err)
		}
	})
}

// TestReopen opens a database again, whose migrations are done, and one of a later version.
func TestReopen(t *testing.T) {
	file := filepath.Join(t.TempDir(), "w.db")
	s, err := Open(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	sample(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(file)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if s, err = Open(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	if n, err := s.Users(t.Context()); n != 1 || err != nil {
		t.Errorf("Users: %d, %v", n, err)
	}
	if err := s.exec(t.Context(), "INSERT INTO migrations (number) VALUES (99)"); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), file); err == nil || !strings.Contains(err.Error(), "later version") {
		t.Errorf("a later version: %v", err)
	}
}

// TestBackup backs up while answers come in, and restores.
func TestBackup(t *testing.T) {
	dir := t.TempDir()
	s := openTest(t, filepath.Join(dir, "w.db"))
	_, a := sample(t, s)
	addTestRater(t, s, a, "before")
	ctx, stop := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	wg.Go(func() {
		for i := 0; ctx.Err() == nil; i++ {
			addTestRater(t, s, a, fmt.Sprint("during ", i))
		}
	})
	copied := filepath.Join(dir, "copy.db")
	err := s.Backup(t.Context(), copied)
	stop()
	wg.Wait()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Backup(t.Context(), copied); !errors.Is(err, os.ErrExist) {
		t.Errorf("a backup over a file: %v", err)
	}
	restored := filepath.Join(dir, "restored.db")
	if err := Restore(t.Context(), copied, restored); err != nil {
		t.Fatal(err)
	}
	if err := Restore(t.Context(), copied, restored); !errors.Is(err, os.ErrExist) {
		t.Errorf("restoring over a file: %v", err)
	}
	back := openTest(t, restored)
	if _, err := back.RaterByCode(t.Context(), []byte("before")); err != nil {
		t.Errorf("the rater from before: %v", err)
	}
	if got, err := back.Assessment(t.Context(), a.ID); err != nil || got.Title != "Fall" {
		t.Errorf("the assessment: %v, %v", got, err)
	}
	for _, suffix := range []string{"-wal", "-shm", "-journal"} {
		left := filepath.Join(dir, "left"+suffix+".db")
		if err := os.WriteFile(left+suffix, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := Restore(t.Context(), copied, left); !errors.Is(err, os.ErrExist) {
			t.Errorf("restoring beside a %s: %v", suffix, err)
		}
		if _, err := os.Stat(left); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("beside a %s: %v", suffix, err)
		}
	}
	if err := Restore(t.Context(), s.file, filepath.Join(dir, "used.db")); err == nil || !strings.Contains(err.Error(), "in use") {
		t.Errorf("restoring a database in use: %v", err)
	}
	broken := filepath.Join(dir, "broken.db")
	if err := os.WriteFile(broken, []byte("not a database at all, but long enough to look at"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Restore(t.Context(), broken, filepath.Join(dir, "new.db")); err == nil {
		t.Error("a broken backup was restored")
	}
}

// TestDeletedBytes looks for a deleted answer in the file and its log.
func TestDeletedBytes(t *testing.T) {
	file := filepath.Join(t.TempDir(), "w.db")
	s := openTest(t, file)
	_, a := sample(t, s)
	r := addTestRater(t, s, a, "code")
	const secret = "what nobody should find in the file"
	err := s.ChangeRater(t.Context(), r.ID, func(r *Rater) error {
		r.Response = []byte(strings.Repeat(secret, 300))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.DeleteRater(t.Context(), a.ID, r.ID); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{file, file + "-wal"} {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(data, []byte(secret)) {
			t.Errorf("%s has the deleted answer", filepath.Base(name))
		}
	}
}

// TestUpgrade opens a database of the first version, with kept tallies and an assessment.
func TestUpgrade(t *testing.T) {
	for kind, name := range map[string]func(*testing.T) string{
		"sqlite":   func(t *testing.T) string { return filepath.Join(t.TempDir(), "w.db") },
		"postgres": func(t *testing.T) string { return pgtest.URL(t) },
	} {
		t.Run(kind, func(t *testing.T) {
			ctx, name := t.Context(), name(t)
			old, err := open(name)
			if err != nil {
				t.Fatal(err)
			}
			if err := old.migrate(ctx, 2); err != nil {
				t.Fatal(err)
			}
			for _, statement := range []string{
				"INSERT INTO users (id, name, password, may_create) VALUES ('u', 'Ana', 'x', 1)",
				`INSERT INTO assessments (id, title, organization, rubric, min_group, notes, opens, closes, delete_on, answers_deleted)
					VALUES ('a', 'Fall', 'Valley', '{}', 10, 1, '2025-10-01', '2025-10-21', '2026-01-01', 1)`,
				"INSERT INTO languages (assessment_id, position, language) VALUES ('a', 0, 'en')",
				"INSERT INTO members (assessment_id, user_id, role) VALUES ('a', 'u', 'coordinator')",
				"INSERT INTO schools (id, assessment_id, position, title) VALUES ('s', 'a', 0, 'Lincoln')",
				"INSERT INTO kept_tallies (school_id, tally) VALUES ('s', 't')",
			} {
				if err := old.exec(ctx, statement); err != nil {
					t.Fatalf("%s: %v", statement, err)
				}
			}
			if err := old.Close(); err != nil {
				t.Fatal(err)
			}
			s := openTest(t, name)
			a, err := s.Assessment(ctx, "a")
			if err != nil || a.Title != "Fall" || a.Split != "" || len(a.Schools) != 1 {
				t.Errorf("Assessment: %v, %v", a, err)
			}
			if kept, err := s.KeptTallies(ctx, "a"); err != nil || string(kept["s"]) != "t" || len(kept) != 1 {
				t.Errorf("KeptTallies: %v, %v", kept, err)
			}
			if err := s.DeleteAssessment(ctx, "a", time.Unix(0, 0), "x"); err != nil {
				t.Fatal(err)
			}
			if kept, err := s.KeptTallies(ctx, "a"); err != nil || len(kept) != 0 {
				t.Errorf("KeptTallies of a deleted assessment: %v, %v", kept, err)
			}
		})
	}
}
