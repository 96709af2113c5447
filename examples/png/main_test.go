package main

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// draw runs the program on a picture, with the fonts that are built in alone, and
// reads back what it wrote.
func draw(t *testing.T, svg string, args ...string) image.Image {
	t.Helper()
	dir := t.TempDir()
	from := filepath.Join(dir, "picture.svg")
	if err := os.WriteFile(from, []byte(svg), 0o644); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	to := filepath.Join(dir, "out", "picture.png")
	args = append([]string{"-out", filepath.Dir(to), "-system-fonts=false"}, args...)
	if err := run(append(args, from), &out); err != nil {
		t.Fatal(err)
	}
	if out.String() != to+"\n" {
		t.Errorf("printed %q", out.String())
	}
	data, err := os.ReadFile(to)
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// share is how much of a part of a picture is near a color, in percent.
func share(img image.Image, part image.Rectangle, near color.Color) int {
	distance := func(a, b uint32) uint32 { return max(a, b) - min(a, b) }
	r, g, b, _ := near.RGBA()
	found := 0
	for y := part.Min.Y; y < part.Max.Y; y++ {
		for x := part.Min.X; x < part.Max.X; x++ {
			r1, g1, b1, _ := img.At(x, y).RGBA()
			if distance(r, r1)+distance(g, g1)+distance(b, b1) < 0x3000 {
				found++
			}
		}
	}
	return 100 * found / (part.Dx() * part.Dy())
}

func TestDraw(t *testing.T) {
	svg, err := os.ReadFile("testdata/strips.svg")
	if err != nil {
		t.Fatal(err)
	}
	img := draw(t, string(svg), "-width", "800")
	if size := img.Bounds().Size(); size != image.Pt(800, 240) {
		t.Fatalf("the picture is %v", size)
	}
	ink, sea, violet := color.RGBA{0x1b, 0x24, 0x30, 255}, color.RGBA{0x3c, 0x8f, 0xa0, 255}, color.RGBA{0x31, 0x2b, 0x6e, 255}
	tests := []struct {
		name     string
		part     image.Rectangle
		color    color.Color
		from, to int // percent
	}{
		{"the ground", image.Rect(0, 170, 800, 240), color.White, 100, 100},
		{"the title", image.Rect(20, 30, 560, 66), ink, 8, 60},
		{"above the title", image.Rect(0, 0, 800, 20), color.White, 100, 100},
		{"the label", image.Rect(20, 126, 300, 152), ink, 4, 50},
		{"a bar with a pattern", image.Rect(402, 122, 576, 158), sea, 60, 95},
		{"its pattern", image.Rect(402, 122, 576, 158), color.White, 5, 30},
		{"a bar without one", image.Rect(582, 122, 778, 158), violet, 100, 100},
	}
	for _, tt := range tests {
		if got := share(img, tt.part, tt.color); got < tt.from || got > tt.to {
			t.Errorf("%s has its color on %d percent, want %d to %d", tt.name, got, tt.from, tt.to)
		}
	}
}

// The pictures that reports have are drawn whole: there is ink in each quarter of their
// height.
func TestReportPictures(t *testing.T) {
	names, err := filepath.Glob("../../testdata/golden/report/pictures/*.svg")
	if err != nil || len(names) < 10 {
		t.Fatalf("%d pictures, %v", len(names), err)
	}
	for _, name := range names {
		svg, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		img := draw(t, string(svg), "-width", "400")
		size := img.Bounds().Size()
		if size.X != 400 {
			t.Errorf("%s is %v", name, size)
		}
		for i := range 4 {
			part := image.Rect(0, size.Y*i/4, size.X, size.Y*(i+1)/4)
			if white := share(img, part, color.White); white == 100 {
				t.Errorf("%s: nothing is drawn in quarter %d", name, i+1)
			}
		}
	}
}

// TestText makes sure that letters are drawn as they are, with each font of the
// family: an accent makes a difference, and bold has more ink.
func TestText(t *testing.T) {
	ink := func(attributes, text string) int {
		svg := `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40" font-size="30" font-family="Verdana, sans-serif"><text x="5" y="32" ` + attributes + `>` + text + `</text></svg>`
		img := draw(t, svg, "-width", "1000")
		pixels := 0
		for y := range img.Bounds().Dy() {
			for x := range img.Bounds().Dx() {
				if r, _, _, _ := img.At(x, y).RGBA(); r < 0x8000 {
					pixels++
				}
			}
		}
		return pixels
	}
	plain, accented, bold, none := ink("", "Anos de educacion"), ink("", "Años de educación"), ink(`font-weight="bold"`, "Anos de educacion"), ink("", " ")
	if none != 0 || plain < 1000 || accented <= plain || bold <= plain*5/4 {
		t.Errorf("ink: nothing %d, plain %d, accented %d, bold %d", none, plain, accented, bold)
	}
}

func TestSameBytes(t *testing.T) {
	svg, err := os.ReadFile("testdata/strips.svg")
	if err != nil {
		t.Fatal(err)
	}
	var first, second bytes.Buffer
	for _, b := range []*bytes.Buffer{&first, &second} {
		if err := png.Encode(b, draw(t, string(svg))); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("the same picture gives other bytes")
	}
}

func TestMistakes(t *testing.T) {
	dir := t.TempDir()
	broken := filepath.Join(dir, "broken.svg")
	if err := os.WriteFile(broken, []byte("<svg"), 0o644); err != nil {
		t.Fatal(err)
	}
	tall := filepath.Join(dir, "tall.svg")
	if err := os.WriteFile(tall, []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="1" height="100000"/>`), 0o644); err != nil {
		t.Fatal(err)
	}
	for name, args := range map[string][]string{
		"nothing":         {},
		"no picture":      {"-out", dir},
		"no such picture": {"-out", dir, filepath.Join(dir, "none.svg")},
		"no SVG":          {"-out", dir, broken},
		"too wide":        {"-out", dir, "-width", "20000", "testdata/strips.svg"},
		"no width":        {"-out", dir, "-width", "0", "testdata/strips.svg"},
		"too tall":        {"-out", dir, tall},
	} {
		if err := run(args, io.Discard); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
