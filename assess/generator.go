package assess

import (
	"regexp"
	"runtime/debug"
)

const module = "github.com/waymark-go/waymark"

var release = regexp.MustCompile(`^v\d+\.\d+\.\d+$`)

// generator names the library and its version, as the build knows it.
func generator() string {
	version := ""
	if info, ok := debug.ReadBuildInfo(); ok {
		if info.Main.Path == module {
			version = info.Main.Version
		}
		for _, dep := range info.Deps {
			if dep.Path == module {
				version = dep.Version
			}
		}
	}
	// A version with a commit in it would make the same input give other bytes
	// after every commit.
	if !release.MatchString(version) {
		version = "(devel)"
	}
	return "waymark " + version
}
