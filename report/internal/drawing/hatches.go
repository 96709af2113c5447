package drawing

import (
	"fmt"
	"strconv"
)

// hatches are the patterns drawn over the colors of all stages except the highest, so that
// stages differ in more than color.
var hatches = [...]string{
	`<circle cx="2" cy="2" r=".9"/><circle cx="6" cy="6" r=".9"/>`,
	`<path d="M-1 9L9 -1M-1 1L1 -1M7 9L9 7" fill="none"/>`,
	`<path d="M4 0V8" fill="none"/>`,
	`<path d="M-1 -1L9 9M7 -1L9 1M-1 7L1 9" fill="none"/>`,
	`<path d="M0 4H8" fill="none"/>`,
}

// AppendHatches appends the definitions of the hatches for n stages. group is the element around
// the shapes of a hatch, with %s for the shapes.
func AppendHatches(b []byte, n int, group string) []byte {
	for i := range min(n-1, len(hatches)) {
		b = fmt.Appendf(b, `<pattern id="hatch%d" width="8" height="8" patternUnits="userSpaceOnUse">`, i)
		b = fmt.Appendf(b, group, hatches[i])
		b = append(b, "</pattern>"...)
	}
	return b
}

// AppendHatch appends a reference to the hatch of a stage, for a fill attribute.
func AppendHatch(b []byte, stage int) []byte {
	b = append(b, "url(#hatch"...)
	b = strconv.AppendInt(b, int64(stage%len(hatches)), 10)
	return append(b, ')')
}
