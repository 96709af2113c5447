package cei

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"sync"

	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
)

//go:embed companion.yaml */*.yaml
var files embed.FS

// edition is a released edition, parsed on first use.
type edition struct {
	version string
	load    func() (*rubric.Rubric, error)
}

// editions are the released editions, oldest first; the last is the default.
var editions = [...]edition{embedded("2023.1"), embedded("2023.2")}

func embedded(version string) edition {
	return edition{version, sync.OnceValues(func() (*rubric.Rubric, error) {
		r, err := rubric.LoadFS(files, version+"/rubric.yaml", nil)
		if err != nil {
			return nil, err
		}
		return r.WithCompanion(Companion())
	})}
}

// Latest returns the newest edition. It is parsed on first use; every call returns
// the same rubric.
func Latest() *rubric.Rubric {
	// The tests of this package load every embedded document, so there is never an error.
	r, _ := editions[len(editions)-1].load()
	return r
}

// Edition returns the edition with the given version, such as "2023.2". It is
// parsed on first use; every call returns the same rubric. The error for an
// unknown version suggests a known one.
func Edition(version string) (*rubric.Rubric, error) {
	for _, e := range editions {
		if e.version == version {
			return e.load()
		}
	}
	return nil, fmt.Errorf("cei has no edition %q: %s", version, source.DidYouMean(version, Editions()))
}

// Find returns the edition that a document names, such as the summary of an earlier wave, and the
// crosswalk from it to another edition: the one of the results that it is compared with. If the two
// are the same edition, Find returns to, which may be any rubric, and no crosswalk. If to is nil,
// it returns only the edition.
//
// It returns an error if one of the two is not embedded or is embedded with another digest, or if no
// crosswalk leads from one to the other.
//
//	ref, err := assess.SummaryRubric(name, data)
//	r, x, err := cei.Find(ref, after.Rubric())
//	before, err := assess.LoadPublished(r, name, data, nil)
//	progress, err := assess.Compare(before, after, x)
func Find(ref rubric.Ref, to *rubric.Rubric) (*rubric.Rubric, *rubric.Crosswalk, error) {
	if to != nil && to.Ref() != (rubric.Ref{}) && ref.Same(to.Ref()) {
		return to, nil, nil
	}
	r, err := embeddedAs(ref)
	if err != nil || to == nil {
		return r, nil, err
	}
	if _, err := embeddedAs(to.Ref()); err != nil {
		return nil, nil, err
	}
	x, err := Crosswalk(ref.Edition, to.Edition())
	if err != nil {
		return nil, nil, err
	}
	return r, x, nil
}

// embeddedAs returns the embedded edition that a reference names.
func embeddedAs(ref rubric.Ref) (*rubric.Rubric, error) {
	id := Latest().ID()
	if ref.ID != id {
		return nil, fmt.Errorf("%s is not an edition of %s, and only these are embedded", ref, id)
	}
	r, err := Edition(ref.Edition)
	if err != nil {
		return nil, err
	}
	if !ref.Same(r.Ref()) {
		return nil, fmt.Errorf("%s has the digest %s, the embedded edition %s", ref, ref.Digest, r.Ref().Digest)
	}
	return r, nil
}

// companion is the embedded companion, parsed on first use.
var companion = sync.OnceValue(func() *rubric.Companion {
	// The tests of this package load every embedded document, so there is never an error.
	data, _ := files.ReadFile("companion.yaml")
	c, _ := rubric.LoadCompanion("companion.yaml", data, nil)
	return c
})

// Companion returns the texts that go with the editions without being part of the tool. The
// editions that this package returns have it ([rubric.Rubric.Companion]). It is parsed on
// first use; every call returns the same companion.
func Companion() *rubric.Companion { return companion() }

// Overlay returns the embedded translation of an edition into a language, by its
// tag ("es"). Every call reads it again.
func Overlay(version, language string) (*rubric.Overlay, error) {
	name := version + "/" + language + ".overlay.yaml"
	data, err := files.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("cei@%s has no translation into %q: its languages are %q", version, language, Languages(version))
	}
	return rubric.LoadOverlay(name, data, nil)
}

// Languages returns the tags of the languages that an edition is translated into,
// sorted. They do not include the edition's own.
func Languages(version string) []string {
	var tags []string
	names, _ := fs.Glob(files, version+"/*.overlay.yaml") // the pattern is well formed
	for _, name := range names {
		tags = append(tags, strings.TrimSuffix(path.Base(name), ".overlay.yaml"))
	}
	return tags
}

// Crosswalk returns the embedded crosswalk from one edition to a later one. Every call
// reads it again.
func Crosswalk(from, to string) (*rubric.Crosswalk, error) {
	before, err := Edition(from)
	if err != nil {
		return nil, err
	}
	after, err := Edition(to)
	if err != nil {
		return nil, err
	}
	name := to + "/from-" + from + ".crosswalk.yaml"
	data, err := files.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("no crosswalk from cei@%s to cei@%s is embedded", from, to)
	}
	return rubric.LoadCrosswalk(name, data, before, after, nil)
}

// Editions returns the versions of the embedded editions, oldest first.
func Editions() []string {
	versions := make([]string, len(editions))
	for i, e := range editions {
		versions[i] = e.version
	}
	return versions
}
