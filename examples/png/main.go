package main

import (
	"errors"
	"flag"
	"fmt"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strings"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		if !errors.Is(err, flag.ErrHelp) {
			fmt.Fprintln(os.Stderr, "png:", err)
		}
		os.Exit(2)
	}
}

// run draws the pictures that the arguments name and prints the names of the files
// that it writes.
func run(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("png", flag.ContinueOnError)
	width := flags.Int("width", 1600, "`pixels` across")
	dir := flags.String("out", "", "`directory` to write to")
	systemFonts := flags.Bool("system-fonts", true, "use the fonts of this machine")
	if err := flags.Parse(args); err != nil {
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
	if err := os.MkdirAll(*dir, 0o755); err != nil {
		return err
	}
	for _, name := range flags.Args() {
		to := filepath.Join(*dir, strings.TrimSuffix(filepath.Base(name), filepath.Ext(name))+".png")
		if err := convert(r, name, to); err != nil {
			return err
		}
		fmt.Fprintln(out, to)
	}
	return nil
}

func convert(r *renderer, from, to string) error {
	svg, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	img, err := r.render(svg)
	if err != nil {
		return fmt.Errorf("draw %s: %w", from, err)
	}
	file, err := os.Create(to)
	if err != nil {
		return err
	}
	if err := errors.Join(png.Encode(file, img), file.Close()); err != nil {
		return fmt.Errorf("write %s: %w", to, err)
	}
	return nil
}
