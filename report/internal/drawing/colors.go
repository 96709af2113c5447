package drawing

import (
	"fmt"
	"math"
)

// Color is a color with components from 0 to 1, gamma-encoded as in sRGB.
type Color struct{ r, g, b float64 }

func (c Color) Hex() string {
	byteOf := func(x float64) int { return int(math.Round(x * 255)) }
	return fmt.Sprintf("#%02x%02x%02x", byteOf(c.r), byteOf(c.g), byteOf(c.b))
}

// luminance returns the relative luminance of WCAG 2.
func (c Color) luminance() float64 {
	return linearRGB{linear(c.r), linear(c.g), linear(c.b)}.weighted()
}

func linear(x float64) float64 {
	if x <= 0.04045 {
		return x / 12.92
	}
	return math.Pow((x+0.055)/1.055, 2.4)
}

func encoded(x float64) float64 {
	if x <= 0.0031308 {
		return x * 12.92
	}
	return 1.055*math.Pow(x, 1/2.4) - 0.055
}

// The colors of the page behind the colors of the stages.
var (
	LightPage = Color{1, 1, 1}
	DarkPage  = Color{0x15 / 255.0, 0x1a / 255.0, 0x21 / 255.0}
)

// LightGround is LightPage in hexadecimal.
const LightGround = "#ffffff"

// The other colors of a page: text, secondary text, lines, panels and links.
const (
	LightInk, LightSoft, LightLine, LightPanel, LightLink = "#1b2430", "#4d5a6a", "#d9dfe6", "#f4f6f8", "#14539a"
	DarkInk, DarkSoft, DarkLine, DarkPanel, DarkLink      = "#e8ecf1", "#aab5c2", "#323c48", "#1d242d", "#8fc2ff"
)

// The contrasts of the first and the last color of a ramp with the page, by WCAG. Graphics need 3
// or more, and the highest stage stands out most.
const (
	leastContrast = 3.1
	mostContrast  = 12
)

// The hues of the first and the last color of a ramp, in degrees of OKLCH: from sea green through
// blue to violet. None of them means good or bad.
const (
	lowestHue  = 165
	highestHue = 290
)

// Ramp returns n colors, the lowest stage's first. They are sequential: each has more contrast
// with the page than the one before, by equal factors, and the next hue. They differ in lightness,
// so they keep their order in gray and for every form of color blindness.
func Ramp(n int, page Color) []Color {
	colors := make([]Color, n)
	base := page.luminance() + 0.05
	for i := range colors {
		t := float64(i) / float64(max(n-1, 1))
		contrast := leastContrast * math.Pow(mostContrast/leastContrast, t)
		target := base/contrast - 0.05
		if base < 0.5 {
			target = base*contrast - 0.05
		}
		colors[i] = withLuminance(target, lowestHue+(highestHue-lowestHue)*t)
	}
	return colors
}

// withLuminance returns the color with a hue in degrees of OKLCH and a luminance, as saturated as
// the limit and sRGB allow.
func withLuminance(target, hue float64) Color {
	sin, cos := math.Sincos(hue * math.Pi / 180)
	for chroma := 0.105; ; chroma -= 0.005 {
		a, b := max(chroma, 0)*cos, max(chroma, 0)*sin
		low, high := 0.0, 1.0
		for range 40 {
			mid := (low + high) / 2
			if linearOklab(mid, a, b).clamped().weighted() < target {
				low = mid
			} else {
				high = mid
			}
		}
		if c := linearOklab(low, a, b); c.shown() || chroma <= 0 {
			c = c.clamped()
			return Color{encoded(c.r), encoded(c.g), encoded(c.b)}
		}
	}
}

// linearRGB is a color of sRGB before gamma encoding. Components outside of 0 to 1 are outside of
// sRGB.
type linearRGB struct{ r, g, b float64 }

// linearOklab converts from Oklab (Björn Ottosson, 2020).
func linearOklab(l, a, b float64) linearRGB {
	cube := func(x float64) float64 { return x * x * x }
	lc := cube(l + 0.3963377774*a + 0.2158037573*b)
	mc := cube(l - 0.1055613458*a - 0.0638541728*b)
	sc := cube(l - 0.0894841775*a - 1.2914855480*b)
	return linearRGB{
		4.0767416621*lc - 3.3077115913*mc + 0.2309699292*sc,
		-1.2684380046*lc + 2.6097574011*mc - 0.3413193965*sc,
		-0.0041960863*lc - 0.7034186147*mc + 1.7076147010*sc,
	}
}

// shown reports whether the color is in sRGB, apart from rounding errors.
func (c linearRGB) shown() bool {
	return min(c.r, c.g, c.b) >= -1e-4 && max(c.r, c.g, c.b) <= 1+1e-4
}

// clamped returns the nearest color of sRGB by component.
func (c linearRGB) clamped() linearRGB {
	clamp := func(x float64) float64 { return min(max(x, 0), 1) }
	return linearRGB{clamp(c.r), clamp(c.g), clamp(c.b)}
}

// weighted returns the relative luminance of WCAG 2.
func (c linearRGB) weighted() float64 { return 0.2126*c.r + 0.7152*c.g + 0.0722*c.b }

// LettersOn returns black or white for text on c, whichever contrasts more. The contrast is 4.5 or
// more.
func LettersOn(c Color) Color {
	if black := (c.luminance() + 0.05) / 0.05; black >= 1.05/(c.luminance()+0.05) {
		return Color{}
	}
	return Color{1, 1, 1}
}
