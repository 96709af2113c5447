package text

import "fmt"

// stageColors returns the escape sequences that set the color of each stage, from the 256 colors
// that nearly every terminal has. Their lightness is medium, so they are visible on black and on
// white. The marks of the stages differ without color too.
func stageColors(n int) []string {
	hues := [...]int{136, 100, 64, 65, 29, 30, 31, 25, 26, 62, 61, 97}
	codes := make([]string, n)
	for i := range codes {
		at := i * (len(hues) - 1) / max(n-1, 1)
		codes[i] = fmt.Sprintf("\x1b[38;5;%dm", hues[at])
	}
	return codes
}
