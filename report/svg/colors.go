package svg

import "github.com/waymark-go/waymark/report/internal/drawing"

// StageColors returns the colors of n stages on a light page, lowest first, in hexadecimal such as
// #2e669c. Pictures and pages have the same ones. LetterColors has the color of text on each. It
// returns nil if n is less than 1.
func StageColors(n int) []string {
	var colors []string
	for _, c := range drawing.Ramp(max(n, 0), drawing.LightPage) {
		colors = append(colors, c.Hex())
	}
	return colors
}

// LetterColors returns the colors of text on the colors of n stages, black or white. The contrast is
// 4.5 or more. It returns nil if n is less than 1.
func LetterColors(n int) []string {
	var colors []string
	for _, c := range drawing.Ramp(max(n, 0), drawing.LightPage) {
		colors = append(colors, drawing.LettersOn(c).Hex())
	}
	return colors
}
