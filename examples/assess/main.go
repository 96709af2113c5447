package main

import (
	"io"
	"os"

	"github.com/waymark-go/waymark/examples/internal/assess"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// run is in a package of its own, which examples/waymark calls too.
func run(args []string, stdout *os.File, stderr io.Writer) int {
	return assess.Run("assess", args, stdout, stderr)
}
