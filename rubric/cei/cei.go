package cei

import (
	"embed"
	"fmt"
	"slices"
	"sync"

	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
)

//go:embed 2023.2/rubric.yaml
var files embed.FS

// released lists the editions, oldest first; the last is the default.
var released = []*edition{
	{version: "2023.2"},
}

type edition struct {
	version string
	once    sync.Once
	rubric  *rubric.Rubric
	err     error
}

func (e *edition) load() (*rubric.Rubric, error) {
	e.once.Do(func() {
		e.rubric, e.err = rubric.LoadFS(files, e.version+"/rubric.yaml")
	})
	return e.rubric, e.err
}

// Latest returns the newest edition. It is parsed on first use and shared by all
// callers.
func Latest() *rubric.Rubric {
	// A test loads every embedded edition, so there is no error to speak of here.
	r, _ := released[len(released)-1].load()
	return r
}

// Edition returns the edition with the given version, such as "2023.2". An unknown
// version gives an error that names the nearest one.
func Edition(version string) (*rubric.Rubric, error) {
	for _, e := range released {
		if e.version == version {
			return e.load()
		}
	}
	return nil, fmt.Errorf("cei has no edition %q; %s", version, source.DidYouMean(version, Editions()))
}

// Editions returns the versions of the embedded editions, oldest first.
func Editions() []string {
	var versions []string
	for _, e := range released {
		versions = append(versions, e.version)
	}
	return slices.Clip(versions)
}
