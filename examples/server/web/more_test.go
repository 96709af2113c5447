package web

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/assess/form"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/testdata"
)

// TestImport imports NDJSON and a spreadsheet, with refused records, and exports what is there.
func TestImport(t *testing.T) {
	s := newSite(t)
	ana := s.coordinator()
	assessment := ana.create("schools", "", "min_group", "1")
	data := assessment + "/data"

	to := ana.follow(ana.postFiles(data+"/uploads", []upload{{"file", "d.ndjson", string(testdata.District) + "{\"format\":\"response/2\"}\n"}}), data+"/uploads/")
	page := ana.page(to)
	contains(t, page, "d.ndjson:241:", "Records that cannot be read and are left out: 1.", "Import 240 responses")
	school := regexp.MustCompile(`name="school" value="(\w+)"`).FindStringSubmatch(page)[1]
	ana.follow(ana.post(to, "go", "import", "school", school), data)
	if a := ana.get(to); a.status != http.StatusNotFound {
		t.Errorf("the file is still there: status %d", a.status)
	}

	// The same file again is refused as one.
	to = ana.follow(ana.postFiles(data+"/uploads", []upload{{"file", "d.ndjson", string(testdata.District)}}), data+"/uploads/")
	if a := ana.post(to, "go", "import", "school", school); a.status != http.StatusConflict {
		t.Errorf("the same file again: status %d", a.status)
	}
	ana.follow(ana.post(to, "go", "cancel"), data)

	// A sheet, whose column of constituencies only the mapping knows.
	header, err := form.EmptySheet(cei.Latest(), nil)
	if err != nil {
		t.Fatal(err)
	}
	titles := strings.TrimSpace(strings.Split(strings.TrimPrefix(string(header), "\ufeff"), "\n")[0])
	cells := make([]string, strings.Count(titles, ",")+1)
	sheet := strings.Replace(titles, "constituency", "tribe", 1) + "\n"
	for range 3 {
		sheet += strings.Join(cells, ",") + "\n"
	}
	to = ana.follow(ana.postFiles(data+"/uploads", []upload{{"file", "s.csv", sheet}}), data+"/uploads/")
	contains(t, ana.page(to), "What the columns are", "mapping/1")
	a := ana.post(to, "go", "check", "school", school, "mapping", "format: mapping/1\ncolums: []\n")
	contains(t, a.body, "mapping.yaml:2:1", "unknown-key")

	export := ana.page(data + "/responses.ndjson")
	var tally assess.Tally
	for p, err := range assess.NDJSON(cei.Latest(), "export", strings.NewReader(export), nil) {
		if err != nil {
			t.Fatal(err)
		}
		if err := tally.Add(p); err != nil {
			t.Fatal(err)
		}
	}
	var want assess.Tally
	for p := range assess.NDJSON(cei.Latest(), "district", bytes.NewReader(testdata.District), nil) {
		if err := want.Add(p); err != nil {
			t.Fatal(err)
		}
	}
	got, _ := json.Marshal(tally)
	if expected, _ := json.Marshal(want); !bytes.Equal(got, expected) {
		t.Errorf("the export has other counts than the import:\n%s\nwant\n%s", got, expected)
	}
	ana.follow(ana.post(data+"/delete", "response", "r-0001"), data)
	if a := ana.post(data+"/delete", "response", "r-0001"); a.status != http.StatusUnprocessableEntity {
		t.Errorf("deleting a response twice: status %d", a.status)
	}
	contains(t, ana.page(assessment), "Internal use only", "239")
	contains(t, ana.page(assessment+"/audit"), "imported responses: d.ndjson", "exported all responses", "deleted a response")
}

// TestRubricProblems uploads rubrics with problems, and one without.
func TestRubricProblems(t *testing.T) {
	s := newSite(t)
	ana := s.coordinator()
	fields := []string{
		"title", "Makers", "organization", "The workshop", "schools", "", "edition", "file", "opens", "2026-10-01", "closes", "2026-10-21",
		"delete_on", "2027-04-01", "min_group", "10",
	}
	a := ana.postFiles("/assessments", []upload{{"rubric", "r.yaml", "format: rubric/1\nid: x\ncolour: red\n"}}, fields...)
	contains(t, a.body, "r.yaml:3:1", "colour", `value="Makers"`)
	a = ana.postFiles("/assessments", nil, "title", "", "opens", "tomorrow")
	contains(t, a.body, `href="#title"`, `href="#opens"`, `href="#organization"`, `href="#min_group"`)
	data, err := os.ReadFile("../../customrubric/rubric.yaml")
	if err != nil {
		t.Fatal(err)
	}
	assessment := ana.follow(ana.postFiles("/assessments", []upload{{"rubric", "rubric.yaml", string(data)}}, fields...), "/a/")
	links := ana.links(assessment)
	b := s.browser()
	b.follow(b.post(links["Visitors · The workshop"]), "/me")
	contains(t, b.page("/me/domain/1"), "What this looks like", "Prototype")
}

// TestConsensus records what a team agrees on.
func TestConsensus(t *testing.T) {
	c := newCast(t)
	tom := c.who["team"]
	page := c.assessment + "/consensus/all/building-relationships"
	contains(t, tom.page(page), `<th scope="row">Families</th><td>3</td><td>3</td><td>3</td><td>3</td>`)
	fields := []string{"version", "0", "stage.welcoming-culture", "maturing", "rationale.welcoming-culture", "We talked.", "evidence.welcoming-culture", "one\n\ntwo"}
	tom.follow(tom.post(page, fields...), c.assessment+"/consensus/all")
	contains(t, tom.page(page), `value="maturing" checked`, "We talked.", "one\ntwo")
	contains(t, tom.page(c.assessment+"/consensus/all"), "1 of 5 agreed")
	if a := tom.post(page, fields...); a.status != http.StatusConflict {
		t.Errorf("an outdated form: status %d", a.status)
	}
	a := tom.post(page, "version", "1", "rationale.crucial-conversations", "alone")
	if a.status != http.StatusUnprocessableEntity {
		t.Errorf("a rationale without a stage: status %d", a.status)
	}
	// The public report has the stage and none of the texts.
	report := tom.page(c.assessment + "/results/1/all/report.html")
	if strings.Contains(report, "We talked.") {
		t.Error("the report shows the rationale")
	}
}

// TestBaseline compares with an earlier wave of an earlier edition.
func TestBaseline(t *testing.T) {
	c := newCast(t)
	ana := c.who["coordinator"]
	data := c.assessment + "/data"
	before := ana.page(c.assessment + "/results/1/all/report.json")
	if a := ana.postFiles(data+"/baseline", []upload{{"file", "old.json", "{"}}, "node", ""); a.status != http.StatusUnprocessableEntity {
		t.Errorf("a broken file: status %d", a.status)
	}
	ana.follow(ana.postFiles(data+"/baseline", []upload{{"file", "old.json", before}}, "node", ""), data)
	contains(t, ana.page(c.assessment+"/results/1/all/report.json"), `"baseline_policy"`)

	// What hides less than the assessment does not do.
	var tally assess.Tally
	for p := range assess.NDJSON(cei.Latest(), "district", bytes.NewReader(testdata.District), nil) {
		if err := tally.Add(p); err != nil {
			t.Fatal(err)
		}
	}
	summary, err := tally.Summarize(cei.Latest(), nil)
	if err != nil {
		t.Fatal(err)
	}
	internal, err := summary.Publish(assess.Internal())
	if err != nil {
		t.Fatal(err)
	}
	lax, err := json.Marshal(internal)
	if err != nil {
		t.Fatal(err)
	}
	a := ana.postFiles(data+"/baseline", []upload{{"file", "lax.json", string(lax)}}, "node", "")
	if a.status != http.StatusUnprocessableEntity {
		t.Errorf("a file that hides less: status %d", a.status)
	}
}

// TestDeletion deletes answers before and after a publication, and publishes again.
func TestDeletion(t *testing.T) {
	s := newSite(t)
	ana := s.coordinator()
	assessment := ana.create("schools", "")
	links := ana.links(assessment)
	stages := []string{"not-evident", "developing", "maturing", "advanced"}
	var raters []*browser
	for i := range 13 {
		raters = append(raters, s.rate(links["Families · Valley District"], stages[i%4:]...))
	}
	contains(t, raters[0].post("/me/delete").body, "Your answers are deleted")
	raters[0].follow(raters[0].get("/me"), "/return")
	ana.follow(ana.post(assessment+"/publish"), assessment+"/results/1/all")
	first := ana.page(assessment + "/results/1/all/report.json")
	contains(t, first, `"family": 12`)

	contains(t, raters[1].page("/me/delete"), "stay as they are")
	raters[1].post("/me/delete")
	a := ana.post(assessment + "/publish")
	if a.status != http.StatusConflict {
		t.Fatalf("publishing after a deletion: status %d", a.status)
	}
	contains(t, a.body, "Answers were deleted or changed")
	if ana.page(assessment+"/results/1/all/report.json") != first {
		t.Error("what was published has changed")
	}
	if a := ana.get(assessment + "/results/2/all"); a.status != http.StatusNotFound {
		t.Errorf("a second publication: status %d", a.status)
	}
}

// TestDeletedAnswers deletes answers that were changed, sent, published and reviewed, and looks for
// them in the file. Then it publishes again with more and more new answers: that is refused until
// they hide what the deleted ones were.
func TestDeletedAnswers(t *testing.T) {
	file := filepath.Join(t.TempDir(), "w.db")
	s := newSiteOn(t, file)
	ana := s.coordinator()
	assessment := ana.create("schools", "")
	link := ana.links(assessment)["Families · Valley District"]
	stages := []string{"not-evident", "developing", "maturing", "advanced"}
	var raters []*browser
	for i := range 14 {
		raters = append(raters, s.rate(link, stages[i%4:]...))
	}
	texts := []string{"first wording of a complaint", "second wording of a complaint", strings.Repeat("a long complaint ", 100)}
	var fields []string
	for i, m := range regexp.MustCompile(`<textarea id="note\.([a-z0-9-]+)"`).FindAllStringSubmatch(raters[0].page("/me/domain/1"), -1) {
		fields = append(fields, "rating."+m[1], stages[i%4])
	}
	for _, text := range texts {
		raters[0].follow(raters[0].post("/me/domain/1", append(slices.Clone(fields), "note.welcoming-culture", text)...), "/me")
	}
	code := codeOf(t, raters[0].page("/me"))
	rater, err := s.st.RaterByCode(t.Context(), hashCode(code))
	if err != nil {
		t.Fatal(err)
	}
	ana.follow(ana.post(assessment+"/publish"), assessment)
	ana.follow(ana.post(assessment+"/comments"), assessment+"/comments")
	contains(t, ana.page(assessment+"/comments/welcoming-culture"), "a long complaint")
	first := ana.page(assessment + "/results/1/all/report.json")
	contains(t, raters[0].post("/me/delete").body, "Your answers are deleted")

	if err := s.srv.Maintain(t.Context()); err != nil { // nobody reads now
		t.Fatal(err)
	}
	secrets := []string{texts[0], texts[1], "a long complaint", rater.ID, rater.ResponseID, code, string(hashCode(code))}
	for _, name := range []string{file, file + "-wal"} {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, secret := range secrets {
			if bytes.Contains(data, []byte(secret)) {
				t.Errorf("%s has %.40q of deleted answers", filepath.Base(name), secret)
			}
		}
	}
	for path, page := range ana.everyPage(assessment) {
		if strings.Contains(page, "complaint") {
			t.Errorf("%s has a deleted note", path)
		}
	}

	// Families: 14 were published. 13 are left, and new ones come four at a time, one of each stage.
	for added := 0; ; added += 4 {
		a := ana.post(assessment + "/publish")
		if a.status == http.StatusSeeOther {
			if added < 10 {
				t.Errorf("published again after 1 deletion and %d new answers", added)
			}
			contains(t, ana.page(assessment+"/results/2/all/report.json"), fmt.Sprintf(`"family": %d`, 13+added))
			break
		}
		if added == 0 {
			contains(t, a.body, "Answers were deleted or changed")
		}
		if a.status != http.StatusConflict || added > 80 {
			t.Fatalf("status %d after %d new answers: %s", a.status, added, regexp.MustCompile(`role="alert".*`).FindString(a.body))
		}
		s.addAnswers(assessment, "Valley District", "family", 4, 1)
	}
	if ana.page(assessment+"/results/1/all/report.json") != first {
		t.Error("what was published has changed")
	}
}

// TestRetention deletes the raw answers on their day and publishes from what is kept.
func TestRetention(t *testing.T) {
	s := newSite(t)
	ana := s.coordinator()
	assessment := ana.create()
	links := ana.links(assessment)
	stages := []string{"not-evident", "developing", "maturing", "advanced"}
	var rater *browser
	for i := range 12 {
		rater = s.rate(links["Families · Lincoln"], stages[i%4:]...)
	}
	if err := s.srv.Maintain(context.Background()); err != nil {
		t.Fatal(err)
	}
	rater.page("/me")
	s.setDay("2027-04-01")
	if err := s.srv.Maintain(context.Background()); err != nil {
		t.Fatal(err)
	}
	rater.follow(rater.get("/me"), "/return")
	ana.signIn("Ana")
	contains(t, ana.page(assessment), "The single answers are deleted")
	ana.follow(ana.post(assessment+"/publish"), assessment+"/results/1/all")
	contains(t, ana.page(assessment+"/results/1/all/report.json"), `"family": 12`)
	contains(t, ana.page(assessment+"/audit"), "The server deleted the single answers")
}

// TestHidden looks for the number of a small group on every page and in every file.
func TestHidden(t *testing.T) {
	s := newSite(t)
	ana := s.coordinator()
	assessment := ana.create()
	links := ana.links(assessment)
	stages := []string{"not-evident", "developing", "maturing", "advanced"}
	for i := range 23 {
		s.rate(links["Families · Lincoln"], stages[i%4:]...)
	}
	for i := range 7 {
		s.rate(links["Leaders · Lincoln"], stages[i%4:]...)
	}
	ana.follow(ana.post(assessment+"/publish"), assessment)
	shown := regexp.MustCompile(`\b7\b`)
	contains(t, ana.page(assessment+"/consensus/all/building-relationships"), "hidden, to protect a small group")
	for _, path := range []string{"", "/publish", "/consensus/all"} {
		// Seven is also the number of a domain.
		page := regexp.MustCompile(`7 Partnerships?|\d of \d agreed|domain/7|Topic`).ReplaceAllString(ana.page(assessment+path), "")
		for _, td := range regexp.MustCompile(`<(td|strong)>([^<]*)<`).FindAllStringSubmatch(page, -1) {
			if shown.MatchString(td[2]) {
				t.Errorf("%s shows %q", path, td[2])
			}
		}
	}
	var doc assess.SummaryDocument
	if err := json.Unmarshal([]byte(ana.page(assessment+"/results/1/all/report.json")), &doc); err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(doc.Raters)
	if err != nil {
		t.Fatal(err)
	}
	if shown.Match(data) {
		t.Errorf("the summary has a hidden number: %s", data)
	}
	if a := ana.get(assessment + "/data/responses.ndjson"); a.status != http.StatusNotFound {
		t.Errorf("raw responses under the public policy: status %d", a.status)
	}
	if log := s.log.String(); strings.Contains(log, "leader") {
		t.Errorf("the log names a group:\n%s", log)
	}
}

// TestNotes sends a note without an answer, which is refused with a link to the question.
func TestNotes(t *testing.T) {
	s := newSite(t)
	ana := s.coordinator()
	link := ana.links(ana.create())["Families · Lincoln"]
	b := s.browser()
	b.follow(b.post(link), "/me")
	b.follow(b.post("/me/domain/1", "note.welcoming-culture", "only a note"), "/me")
	a := b.post("/me/send")
	if a.status != http.StatusUnprocessableEntity {
		t.Fatalf("status %d", a.status)
	}
	contains(t, a.body, `href="/me/domain/1#rating.welcoming-culture"`)
	contains(t, b.page("/me/domain/1"), `id="rating.welcoming-culture"`)
	long := strings.Repeat("a", maxNote+1)
	if a := b.post("/me/domain/1", "note.welcoming-culture", long); a.status != http.StatusUnprocessableEntity || !strings.Contains(a.body, long) {
		t.Errorf("a long note: status %d", a.status)
	}
	if a := b.post("/me/domain/1", "rating.welcoming-culture", "splendid"); a.status != http.StatusBadRequest {
		t.Errorf("a stage that does not exist: status %d", a.status)
	}
	b.follow(b.post("/me/domain/1", "rating.welcoming-culture", "advanced", "note.welcoming-culture", "a note"), "/me")
	b.follow(b.post("/me/send"), "/me/sent")
	// Removing the answer but not the note would take the response back to a draft.
	if a := b.post("/me/domain/1", "note.welcoming-culture", "a note"); a.status != http.StatusUnprocessableEntity {
		t.Errorf("a note without an answer after sending: status %d", a.status)
	}
	contains(t, b.page("/me"), "Your answers are sent")
}

// TestWordings shows each group what it is asked, in its words.
func TestWordings(t *testing.T) {
	s := newSite(t)
	ana := s.coordinator()
	const own = `format: rubric/1
id: own
edition: "1"
title: Own
language: en
constituencies: [{id: family, title: Families}, {id: staff, title: Staff}, {id: idle, title: Nobody}]
spectrum: {id: s, stages: [{id: seed, title: Seed}, {id: tree, title: Tree}]}
domains:
  - id: office
    title: Office
    competencies:
      - {id: language, title: The office speaks the languages of families, asked: [family, staff], wordings: {family: Somebody speaks my language}}
  - id: work
    title: Work
    competencies: [{id: time, title: Staff has time, asked: [staff]}]
`
	assessment := ana.follow(ana.postFiles("/assessments", []upload{{"rubric", "r.yaml", own}}, "title", "T", "organization", "O", "schools", "",
		"edition", "file", "opens", "2026-10-01", "closes", "2026-10-21", "delete_on", "2027-04-01", "min_group", "10"), "/a/")
	links := ana.links(assessment)
	if len(links) != 2 {
		t.Fatalf("links of groups that are asked nothing: %v", links)
	}
	family, staff := s.browser(), s.browser()
	family.follow(family.post(links["Families · O"]), "/me")
	staff.follow(staff.post(links["Staff · O"]), "/me")
	contains(t, family.page("/me/domain/1"), "Somebody speaks my language")
	contains(t, staff.page("/me/domain/1"), "The office speaks the languages of families")
	contains(t, staff.page("/me/domain/2"), "Staff has time")
	if a := family.get("/me/domain/2"); a.status != http.StatusNotFound {
		t.Errorf("a domain that families are not asked: status %d", a.status)
	}
	if strings.Contains(family.page("/me/domain/1"), "<textarea") {
		t.Error("a note can be written though the assessment has none")
	}
}

// TestComments reviews the notes of raters, and deletes one that is in the review.
func TestComments(t *testing.T) {
	s := newSite(t)
	ana := s.coordinator()
	assessment := ana.create("schools", "")
	link := ana.links(assessment)["Families · Valley District"]
	stages := []string{"not-evident", "developing", "maturing", "advanced"}
	var raters []*browser
	for i := range 12 {
		raters = append(raters, s.rate(link, stages[i%4:]...))
	}
	for i, text := range []string{"Call me at ana@example.org", "More interpreters"} {
		raters[i].follow(raters[i].post("/me/domain/1", "rating.welcoming-culture", stages[i], "note.welcoming-culture", text), "/me")
	}
	contains(t, ana.page(assessment+"/comments"), "Nothing is published yet")
	ana.follow(ana.post(assessment+"/comments"), assessment+"/comments")
	contains(t, ana.page(assessment+"/comments"), "0 of 2 cleared")
	ana.follow(ana.post(assessment+"/publish"), assessment)
	ana.follow(ana.post(assessment+"/comments"), assessment+"/comments")
	contains(t, ana.page(assessment+"/comments"), "0 of 2 cleared")
	review := assessment + "/comments/welcoming-culture"
	page := ana.page(review)
	contains(t, page, "an e-mail address", "More interpreters")
	first, second := "edited.0", "show.1"
	if strings.Index(page, "More interpreters") < strings.Index(page, "ana@example.org") {
		first, second = "edited.1", "show.0"
	}
	show := strings.Replace(first, "edited", "show", 1)
	ana.follow(ana.post(review, "version", "2", first, "Call me", show, "public", second, "public"), assessment+"/comments")
	if a := ana.post(review, "version", "1"); a.status != http.StatusConflict {
		t.Errorf("an outdated form: status %d", a.status)
	}
	report := assessment + "/results/1/all/report.html"
	shown := ana.page(report)
	contains(t, shown, "Call me", "More interpreters")
	if strings.Contains(shown, "ana@example.org") {
		t.Error("the report has a text that was edited")
	}
	// Looking for notes again keeps what was decided; a note that is deleted goes at once.
	ana.follow(ana.post(assessment+"/comments"), assessment+"/comments")
	contains(t, ana.page(assessment+"/comments"), "2 of 2 cleared")
	raters[1].post("/me/delete")
	if strings.Contains(ana.page(report), "More interpreters") {
		t.Error("the report has a note that was deleted")
	}
	contains(t, ana.page(assessment+"/comments"), "1 of 1 cleared")
	// After the raw answers are deleted, only the texts that are shown are left.
	s.setDay("2027-04-01")
	if err := s.srv.Maintain(context.Background()); err != nil {
		t.Fatal(err)
	}
	ana.signIn("Ana")
	contains(t, ana.page(report), "Call me")
	if strings.Contains(ana.page(review), "ana@example.org") {
		t.Error("the review has a text that should be deleted")
	}
}
