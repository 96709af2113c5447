package charset_test

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"

	"github.com/waymark-go/waymark/assess/internal/charset"
)

func utf16Of(text string, big, mark bool) string {
	var b []byte
	if mark {
		text = "\ufeff" + text
	}
	for _, u := range utf16.Encode([]rune(text)) {
		if big {
			b = append(b, byte(u>>8), byte(u))
		} else {
			b = append(b, byte(u), byte(u>>8))
		}
	}
	return string(b)
}

func TestReader(t *testing.T) {
	long := strings.Repeat("plain text, ", 10_000)
	tests := []struct{ name, in, as, want, encoding string }{
		{"ASCII", long, "", long, charset.UTF8},
		{"UTF-8", long + "Español", "", long + "Español", charset.UTF8},
		{"a mark of UTF-8", "\ufeffid", "", "\ufeffid", charset.UTF8},
		{"Windows-1252", "En maduraci\xf3n, \x93s\xed\x94", "", "En maduración, “sí”", charset.Windows1252},
		{"Windows-1252 late", long + "L\xedderes", "", long + "Líderes", charset.Windows1252},
		{"an apostrophe of Windows-1252", "Don\x92t know", "", "Don’t know", charset.Windows1252},
		{"Mac Roman", "En maduraci\x97n, s\x92, espa\x96ol", "", "En maduración, sí, español", charset.MacRoman},
		{"UTF-16 with a mark", utf16Of("Español 🌐", false, true), "", "Español 🌐", charset.UTF16LE},
		{"UTF-16 with the other mark", utf16Of("Español 🌐", true, true), "", "Español 🌐", charset.UTF16BE},
		{"UTF-16 without a mark", utf16Of("ID;Role;Language", false, false), "", "ID;Role;Language", charset.UTF16LE},
		{"named", "\xf3", charset.Latin1, "ó", charset.Latin1},
		{"broken UTF-8", "ñ\xff", "", "ñ\xff", charset.UTF8},
		{"neither", "a\x81\xff\x9d", "", "a\x81\xff\x9d", charset.UTF8},
		{"half a unit", "\xff\xfea\x00b", "", "a\ufffd", charset.UTF16LE},
		{"nothing", "", "", "", charset.UTF8},
	}
	for _, tt := range tests {
		for how, in := range map[string]io.Reader{
			"at once": strings.NewReader(tt.in), "byte by byte": iotest.OneByteReader(strings.NewReader(tt.in)),
			"the end with data": iotest.DataErrReader(strings.NewReader(tt.in)),
		} {
			r, err := charset.NewReader(in, tt.as)
			if err != nil {
				t.Fatal(err)
			}
			got, err := io.ReadAll(r)
			name, _ := r.Decoded()
			if err != nil || string(got) != tt.want || name != tt.encoding || r.Unknown() != (tt.name == "neither") {
				t.Errorf("%s, %s: %.40q from %s, unknown %t, error %v", tt.name, how, got, name, r.Unknown(), err)
			}
		}
	}
	if _, err := charset.NewReader(nil, "ebcdic"); err == nil {
		t.Error("an unknown name is accepted")
	}
}

func TestEncodedTwice(t *testing.T) {
	if seen, meant := charset.EncodedTwice([]byte("En maduraciÃ³n")); seen != "Ã³" || meant != "ó" {
		t.Errorf("%q for %q", seen, meant)
	}
	if seen, _ := charset.EncodedTwice([]byte("Ángel, Ã la carte, Â°, LÃ")); seen != "" {
		t.Errorf("%q", seen)
	}
}

// Plain text takes only the memory for its beginning.
func TestReaderAllocates(t *testing.T) {
	data := bytes.Repeat([]byte("plain text\n"), 100_000)
	in, p := bytes.NewReader(data), make([]byte, 64<<10)
	allocations := testing.AllocsPerRun(5, func() {
		in.Reset(data)
		r, err := charset.NewReader(in, "")
		for err == nil {
			_, err = r.Read(p)
		}
	})
	if allocations > 10 {
		t.Errorf("%v allocations", allocations)
	}
}
