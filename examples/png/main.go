package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/waymark-go/waymark/examples/internal/cli"
	"github.com/waymark-go/waymark/rubric/problem"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		if !errors.Is(err, flag.ErrHelp) {
			cli.PrintError(os.Stderr, fmt.Errorf("png: %w", err))
		}
		os.Exit(2)
	}
}

// run draws the pictures that the arguments name, writes all of them or none, and prints the
// names of the files.
func run(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("png", flag.ContinueOnError)
	width := flags.Int("width", 1600, "`pixels` across")
	dir := flags.String("out", "", "`directory` to write to")
	systemFonts := flags.Bool("system-fonts", true, "use the fonts of this machine")
	if err := cli.ParseFlags(flags, args); err != nil {
		return err
	}
	if *dir == "" || flags.NArg() == 0 {
		flags.Usage()
		return errors.New("what is needed is -out and a picture")
	}
	r, err := newRenderer(*width, *systemFonts)
	if err != nil {
		return err
	}
	var files []cli.File
	for _, name := range flags.Args() {
		data, err := convert(r, name)
		if err != nil {
			return err
		}
		files = append(files, cli.File{Name: strings.TrimSuffix(filepath.Base(name), filepath.Ext(name)) + ".png", Data: data})
	}
	paths, err := cli.WriteSet(*dir, files)
	cli.PrintPaths(out, paths)
	return err
}

// convert returns a picture as PNG.
func convert(r *renderer, from string) ([]byte, error) {
	svg, err := os.ReadFile(from)
	if err != nil {
		return nil, err
	}
	img, err := r.render(svg)
	if err != nil {
		return nil, fmt.Errorf("draw %s: %w", problem.FileName(from), err)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		return nil, fmt.Errorf("draw %s: %w", problem.FileName(from), err)
	}
	return b.Bytes(), nil
}
