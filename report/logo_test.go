package report_test

import (
	"bytes"
	"encoding/base64"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/html"
	"github.com/waymark-go/waymark/rubric/cei"
)

func dataURI(mediaType string, data []byte) string {
	return "data:" + mediaType + ";base64," + base64.StdEncoding.EncodeToString(data)
}

// The headers of WebP files of 3 by 2 pixels: extended, lossless and lossy.
var (
	webpExtended = []byte("RIFF\x16\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x00\x00\x00\x00\x02\x00\x00\x01\x00\x00")
	webpLossless = []byte("RIFF\x16\x00\x00\x00WEBPVP8L\x0a\x00\x00\x00\x2f\x02\x40\x00\x00\x00\x00\x00\x00\x00")
	webpLossy    = []byte("RIFF\x16\x00\x00\x00WEBPVP8 \x0a\x00\x00\x00\x10\x00\x00\x9d\x01\x2a\x03\x00\x02\x00")
)

// picture returns a picture in each of the types that the standard library writes.
func picture(t testing.TB, width, height int) map[string][]byte {
	t.Helper()
	img := image.NewPaletted(image.Rect(0, 0, width, height), color.Palette{color.White, color.Black})
	out := make(map[string][]byte)
	for mediaType, encode := range map[string]func(*bytes.Buffer) error{
		"image/png":  func(b *bytes.Buffer) error { return png.Encode(b, img) },
		"image/jpeg": func(b *bytes.Buffer) error { return jpeg.Encode(b, img, nil) },
		"image/gif":  func(b *bytes.Buffer) error { return gif.Encode(b, img, nil) },
	} {
		var b bytes.Buffer
		if err := encode(&b); err != nil {
			t.Fatal(err)
		}
		out[mediaType] = b.Bytes()
	}
	return out
}

func TestLogo(t *testing.T) {
	s := reporttest.SummarizeFile(t, cei.Latest(), "team-2023.2.ndjson")
	plain := report.Options{Organization: "A & B Schools"}
	test := func(mediaType string, data []byte) {
		opt := plain
		opt.Logo = dataURI(mediaType, data)
		v := build(t, s, assess.Policy{}, &opt)
		if l := v.Head.Logo; l == nil || l.Width != 3 || l.Height != 2 || l.MediaType != mediaType {
			t.Fatalf("%s: %+v", mediaType, l)
		}
		want := `<img class="logo" src="data:` + mediaType + ";base64," + base64.StdEncoding.EncodeToString(data) + `" alt="" width="3" height="2"/>`
		without := build(t, s, assess.Policy{}, &plain)
		for _, f := range formats {
			out := output(t, v, f.write)
			isPage := strings.HasSuffix(f.name, "html")
			if isPage != strings.Contains(strings.ReplaceAll(out, "&#43;", "+"), want) {
				t.Errorf("%s: the logo is there: %t, want %t", f.name, !isPage, isPage)
			}
			if !isPage && out != output(t, without, f.write) {
				t.Errorf("a logo changes the %s", f.name)
			}
		}
	}
	for mediaType, data := range picture(t, 3, 2) {
		test(mediaType, data)
	}
	for _, data := range [][]byte{webpExtended, webpLossless, webpLossy} {
		test("image/webp", data)
	}
}

// A logo needs a text if the page does not show the organization's name. Otherwise a screen
// reader would read the name twice.
func TestLogoText(t *testing.T) {
	s := reporttest.SummarizeFile(t, cei.Latest(), "team-2023.2.ndjson")
	logo := dataURI("image/png", picture(t, 3, 2)["image/png"])
	v := build(t, s, assess.Policy{}, &report.Options{Logo: "DATA:Image/PNG;BASE64," + logo[len("data:image/png;base64,"):], LogoText: `The "tree" <b>` + "\u202e"})
	if out, want := write(t, v, html.Write), `alt="The &#34;tree&#34; &lt;b&gt;`+"\ufffd"+`"`; !strings.Contains(out, want) {
		t.Errorf("the page has no %s", want)
	}
	p := published(t, s, assess.Policy{})
	for name, opt := range map[string]report.Options{"no words": {Logo: logo}, "no logo": {LogoText: "A tree"}} {
		if _, err := report.Build(p, &opt); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestLogosThatAreRefused(t *testing.T) {
	p := published(t, reporttest.SummarizeFile(t, cei.Latest(), "team-2023.2.ndjson"), assess.Policy{})
	pictures, wide := picture(t, 3, 2), picture(t, report.MaxLogoSide+1, 1)
	large := append(bytes.Clone(pictures["image/png"]), make([]byte, report.MaxLogoBytes)...)
	tests := []struct{ name, logo, want string }{
		{"a path", "logo.png", "not a data URI"},
		{"an address", "https://example.org/logo.png", "not a data URI"},
		{"a script", "javascript:alert(1),", "not a data URI"},
		{"no data", "data:image/png;base64", "not a data URI"},
		{"nothing", "data:,", "has the type"},
		{"SVG", dataURI("image/svg+xml", []byte("<svg xmlns='http://www.w3.org/2000/svg'/>")), "has the type"},
		{"a page", dataURI("text/html", []byte("<script>")), "has the type"},
		{"percent encoding", "data:image/png,%89PNG", "not encoded in base64"},
		{"a character set", "data:image/png;charset=utf-8;base64,AAAA", "not encoded in base64"},
		{"no base64", "data:image/png;base64,\"><script>", "not encoded in base64"},
		{"a type it is not", dataURI("image/png", pictures["image/gif"]), "cannot be read as image/png"},
		{"SVG under another name", dataURI("image/png", []byte("<svg/>")), "cannot be read as image/png"},
		{"no image", dataURI("image/webp", make([]byte, 100)), "cannot be read as image/webp"},
		{"a WebP that is cut off", dataURI("image/webp", append([]byte("RIFF\xff\xff\x00\x00"), webpLossy[8:]...)), "cannot be read as image/webp"},
		{"an empty one", "data:image/gif;base64,", "cannot be read as image/gif"},
		{"too large", dataURI("image/png", large), "larger than 262144 bytes"},
		{"too large by one byte", dataURI("image/png", large[:report.MaxLogoBytes+1]), "larger than 262144 bytes"},
		{"too wide", dataURI("image/png", wide["image/png"]), "4097 by 1 pixels"},
		{"too wide, JPEG", dataURI("image/jpeg", wide["image/jpeg"]), "4097 by 1 pixels"},
	}
	for _, tt := range tests {
		_, err := report.Build(p, &report.Options{Organization: "Schools", Logo: tt.logo})
		if err == nil || !strings.HasPrefix(err.Error(), "report: the logo ") || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want %s", tt.name, err, tt.want)
		}
	}
	if _, err := report.Build(p, &report.Options{Organization: "Schools", Logo: dataURI("image/png", large[:report.MaxLogoBytes])}); err != nil {
		t.Errorf("a logo of the largest size: %v", err)
	}
}

// An accepted logo cannot end its attribute, and has the type that it states.
func FuzzLogo(f *testing.F) {
	for mediaType, data := range picture(f, 3, 2) {
		f.Add(dataURI(mediaType, data))
	}
	f.Add(dataURI("image/webp", webpExtended))
	f.Add(dataURI("image/webp", webpLossless))
	f.Add(dataURI("image/webp", webpLossy))
	f.Add("data:image/svg+xml;base64,PHN2Zy8+")
	f.Add("data:,")
	f.Fuzz(func(t *testing.T, uri string) {
		l, err := report.ParseLogo(uri)
		if err != nil {
			return
		}
		if len(l.Data) > report.MaxLogoBytes || l.Width < 1 || l.Width > report.MaxLogoSide || l.Height < 1 || l.Height > report.MaxLogoSide {
			t.Errorf("%d by %d pixels in %d bytes", l.Width, l.Height, len(l.Data))
		}
		magic := map[string]string{"image/png": "\x89PNG\r\n\x1a\n", "image/jpeg": "\xff\xd8", "image/gif": "GIF8", "image/webp": "RIFF"}[l.MediaType]
		if magic == "" || !bytes.HasPrefix(l.Data, []byte(magic)) {
			t.Errorf("%s begins with %q", l.MediaType, l.Data[:min(len(l.Data), 8)])
		}
		again, err := report.ParseLogo(dataURI(l.MediaType, l.Data))
		if err != nil || !bytes.Equal(again.Data, l.Data) {
			t.Errorf("what was read is not what is written: %v", err)
		}
	})
}
