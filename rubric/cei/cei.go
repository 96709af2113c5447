package cei

import (
	"embed"
	"fmt"
	"sync"

	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
)

//go:embed */rubric.yaml
var files embed.FS

// edition is a released edition. Parsing is put off until someone asks for it.
type edition struct {
	version string
	load    func() (*rubric.Rubric, error)
}

// editions are the released editions, oldest first; the last is the default.
var editions = [...]edition{embedded("2023.1"), embedded("2023.2")}

func embedded(version string) edition {
	return edition{version, sync.OnceValues(func() (*rubric.Rubric, error) {
		return rubric.LoadFS(files, version+"/rubric.yaml")
	})}
}

// Latest returns the newest edition. It is parsed on first use; every call returns
// the same rubric.
func Latest() *rubric.Rubric {
	// The embedded documents are loaded by the tests of this package, so there is
	// no error left to hand out.
	r, _ := editions[len(editions)-1].load()
	return r
}

// Edition returns the edition with the given version, such as "2023.2". It is
// parsed on first use; every call returns the same rubric. The error of an unknown
// version names the nearest known one.
func Edition(version string) (*rubric.Rubric, error) {
	for _, e := range editions {
		if e.version == version {
			return e.load()
		}
	}
	return nil, fmt.Errorf("cei has no edition %q: %s", version, source.DidYouMean(version, Editions()))
}

// Editions returns the versions of the embedded editions, oldest first.
func Editions() []string {
	versions := make([]string, len(editions))
	for i, e := range editions {
		versions[i] = e.version
	}
	return versions
}
