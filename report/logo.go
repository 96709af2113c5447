package report

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"

	"github.com/waymark-go/waymark/report/internal/clean"
)

// The limits of a logo.
const (
	MaxLogoBytes = 256 << 10 // of the decoded image
	MaxLogoSide  = 4096      // pixels of width and of height
)

// Logo is an image at the top of a page.
type Logo struct {
	MediaType     string // image/png, image/jpeg, image/gif or image/webp
	Data          []byte
	Width, Height int // in pixels
	// Text describes the image for people who do not see it. It is "" if the organization's name
	// beside it says the same.
	Text string
}

// DataURI returns the image as a data URI, and "" if its media type is not one that a logo can
// have.
func (l *Logo) DataURI() string {
	if configReader(l.MediaType) == nil {
		return ""
	}
	return "data:" + l.MediaType + ";base64," + base64.StdEncoding.EncodeToString(l.Data)
}

// configReader returns the function that reads the size of an image of a media type. It is nil for
// types that a logo cannot have. SVG is one of those, because it can contain scripts and refer to
// other documents.
func configReader(mediaType string) func([]byte) (image.Config, error) {
	switch mediaType {
	case "image/png":
		return func(b []byte) (image.Config, error) { return png.DecodeConfig(bytes.NewReader(b)) }
	case "image/jpeg":
		return func(b []byte) (image.Config, error) { return jpeg.DecodeConfig(bytes.NewReader(b)) }
	case "image/gif":
		return func(b []byte) (image.Config, error) { return gif.DecodeConfig(bytes.NewReader(b)) }
	case "image/webp":
		return webpConfig
	}
	return nil
}

// logo returns the logo of the options, or nil if there is none.
func (o *Options) logo() (*Logo, error) {
	if o.Logo == "" {
		if o.LogoText != "" {
			return nil, errors.New("report: Options.LogoText is set without Options.Logo")
		}
		return nil, nil
	}
	if o.LogoText == "" && o.Organization == "" {
		return nil, errors.New("report: the logo needs a description for people who do not see it: set Options.LogoText or Options.Organization")
	}
	logo, err := parseLogo(o.Logo)
	if err != nil {
		return nil, fmt.Errorf("report: the logo %w", err)
	}
	logo.Text = o.LogoText
	return logo, nil
}

// parseLogo reads a data URI (RFC 2397). Its errors complete a sentence that begins with "the
// logo".
func parseLogo(uri string) (*Logo, error) {
	head, _, found := strings.Cut(uri[:min(len(uri), 64)], ",")
	scheme, head, colon := strings.Cut(head, ":")
	if !found || !colon || !strings.EqualFold(scheme, "data") {
		return nil, errors.New("is not a data URI such as data:image/png;base64")
	}
	data := uri[len(scheme)+len(head)+2:]
	mediaType, parameter, _ := strings.Cut(strings.ToLower(head), ";")
	config := configReader(mediaType)
	switch {
	case config == nil:
		return nil, fmt.Errorf("has the type %q; it must be image/png, image/jpeg, image/gif or image/webp", clean.Line(mediaType))
	case parameter != "base64":
		return nil, errors.New("is not encoded in base64")
	case len(data) > base64.StdEncoding.EncodedLen(MaxLogoBytes):
		return nil, fmt.Errorf("is larger than %d bytes", MaxLogoBytes)
	}
	picture, err := base64.StdEncoding.Strict().DecodeString(data)
	if err != nil {
		return nil, fmt.Errorf("is not encoded in base64: %w", err)
	}
	if len(picture) > MaxLogoBytes {
		return nil, fmt.Errorf("is larger than %d bytes", MaxLogoBytes)
	}
	size, err := config(picture)
	if err != nil {
		return nil, fmt.Errorf("cannot be read as %s: %w", mediaType, err)
	}
	if size.Width < 1 || size.Height < 1 || size.Width > MaxLogoSide || size.Height > MaxLogoSide {
		return nil, fmt.Errorf("is %d by %d pixels; each side must have 1 to %d", size.Width, size.Height, MaxLogoSide)
	}
	return &Logo{MediaType: mediaType, Data: picture, Width: size.Width, Height: size.Height}, nil
}

// webpConfig reads the size from the header of a WebP file (RFC 9649).
func webpConfig(b []byte) (c image.Config, err error) {
	const header = 30 // bytes that contain the size in every variant
	if len(b) < header || string(b[:4]) != "RIFF" || string(b[8:12]) != "WEBP" || uint64(binary.LittleEndian.Uint32(b[4:]))+8 > uint64(len(b)) {
		return c, errors.New("missing WebP header")
	}
	uint24 := func(b []byte) int { return int(b[0]) | int(b[1])<<8 | int(b[2])<<16 }
	switch body := b[20:]; string(b[12:16]) {
	case "VP8X": // the extended format; the sides less one in 24 bits each
		return image.Config{Width: uint24(body[4:]) + 1, Height: uint24(body[7:]) + 1}, nil
	case "VP8L": // lossless; the sides less one in 14 bits each
		if body[0] != 0x2F {
			break
		}
		bits := int(binary.LittleEndian.Uint32(body[1:]))
		return image.Config{Width: bits&0x3FFF + 1, Height: bits>>14&0x3FFF + 1}, nil
	case "VP8 ": // lossy; the sides in 14 bits each, after the start code of a key frame
		if body[0]&1 != 0 || string(body[3:6]) != "\x9d\x01\x2a" {
			break
		}
		return image.Config{Width: int(binary.LittleEndian.Uint16(body[6:]) & 0x3FFF), Height: int(binary.LittleEndian.Uint16(body[8:]) & 0x3FFF)}, nil
	}
	return c, errors.New("unknown image format in the WebP file")
}
