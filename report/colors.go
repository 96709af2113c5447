package report

import (
	"fmt"
	"math"
)

// rgb is a color with components from 0 to 1, gamma-encoded as in sRGB.
type rgb struct{ r, g, b float64 }

func (c rgb) hex() string {
	byteOf := func(x float64) int { return int(math.Round(x * 255)) }
	return fmt.Sprintf("#%02x%02x%02x", byteOf(c.r), byteOf(c.g), byteOf(c.b))
}

// luminance is the relative luminance of WCAG 2.
func (c rgb) luminance() float64 {
	return 0.2126*linear(c.r) + 0.7152*linear(c.g) + 0.0722*linear(c.b)
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

// The colors of the page that the ramps stand on.
var (
	lightPage = rgb{1, 1, 1}
	darkPage  = rgb{0x15 / 255.0, 0x1a / 255.0, 0x21 / 255.0}
)

// The other colors of a page: its text, its lesser text, lines, panels and links.
const (
	lightInk, lightSoft, lightLine, lightPanel, lightLink = "#1b2430", "#4d5a6a", "#d9dfe6", "#f4f6f8", "#14539a"
	darkInk, darkSoft, darkLine, darkPanel, darkLink      = "#e8ecf1", "#aab5c2", "#323c48", "#1d242d", "#8fc2ff"
)

// The ends of a ramp, in the terms of WCAG's contrast with the page: 3 is the least
// for graphics, and the highest stage stands out most.
const (
	leastContrast = 3.1
	mostContrast  = 12
)

// The hues of a ramp's ends, in degrees of OKLCH: sea green to violet, through blue.
// None of them says good or bad.
const (
	lowestHue  = 165
	highestHue = 290
)

// ramp returns n colors, the lowest stage's first. They are sequential: each has
// more contrast with the page than the one before, by equal factors, and the hue
// moves along. Lightness alone tells them apart, so they keep their order in every form of color blindness and in gray.
func ramp(n int, page rgb) []rgb {
	colors := make([]rgb, n)
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

// withLuminance returns the color of a hue (in degrees of OKLCH) that has a
// luminance, as vivid as calm allows and sRGB can show.
func withLuminance(target, hue float64) rgb {
	for chroma := 0.105; ; chroma -= 0.005 {
		low, high := 0.0, 1.0
		for range 40 {
			mid := (low + high) / 2
			if c, _ := oklch(mid, max(chroma, 0), hue); c.luminance() < target {
				low = mid
			} else {
				high = mid
			}
		}
		if c, shown := oklch(low, max(chroma, 0), hue); shown || chroma <= 0 {
			return c
		}
	}
}

// oklch converts from OKLCH, the polar form of Björn Ottosson's Oklab. Shown is
// false where sRGB does not have the color and the nearest by component is given.
func oklch(l, c, hue float64) (color rgb, shown bool) {
	a, b := c*math.Cos(hue*math.Pi/180), c*math.Sin(hue*math.Pi/180)
	cube := func(x float64) float64 { return x * x * x }
	lc := cube(l + 0.3963377774*a + 0.2158037573*b)
	mc := cube(l - 0.1055613458*a - 0.0638541728*b)
	sc := cube(l - 0.0894841775*a - 1.2914855480*b)
	shown = true
	component := func(x float64) float64 {
		shown = shown && x >= -1e-4 && x <= 1+1e-4
		return encoded(min(max(x, 0), 1))
	}
	color = rgb{
		component(4.0767416621*lc - 3.3077115913*mc + 0.2309699292*sc),
		component(-1.2684380046*lc + 2.6097574011*mc - 0.3413193965*sc),
		component(-0.0041960863*lc - 0.7034186147*mc + 1.7076147010*sc),
	}
	return color, shown
}

// ansiRamp returns the escape sequences that set a stage's color, from the 256
// that nearly every terminal has. They are of middle lightness, to be seen on black
// and on white; the fill tells the stages apart without them.
func ansiRamp(n int) []string {
	hues := [...]int{136, 100, 64, 65, 29, 30, 31, 25, 26, 62, 61, 97}
	codes := make([]string, n)
	for i := range codes {
		at := i * (len(hues) - 1) / max(n-1, 1)
		codes[i] = fmt.Sprintf("\x1b[38;5;%dm", hues[at])
	}
	return codes
}
