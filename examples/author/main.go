package main

import (
	"io"
	"os"

	"github.com/waymark-go/waymark/examples/internal/author"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// run is in a package of its own, which examples/waymark calls too.
func run(args []string, stdout, stderr io.Writer) int {
	return author.Run("author", args, stdout, stderr)
}
