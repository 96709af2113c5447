package assess

import (
	"runtime/debug"
	"strings"
)

const module = "github.com/waymark-go/waymark"

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
	if !isRelease(version) {
		version = "(devel)"
	}
	return "waymark " + version
}

// isRelease reports whether a version is one such as v1.2.3.
func isRelease(version string) bool {
	numbers, ok := strings.CutPrefix(version, "v")
	parts := strings.Split(numbers, ".")
	for _, part := range parts {
		ok = ok && part != "" && strings.Trim(part, "0123456789") == ""
	}
	return ok && len(parts) == 3
}
