package spectrum_test

import (
	"fmt"

	"github.com/waymark-go/waymark/spectrum"
)

// Twelve raters rated five competencies each. Pooling their 60 ratings as if they
// were independent gives an interval that is too narrow.
func ExampleClusters() {
	s := example()
	var c spectrum.Clusters // the zero value is ready to add to
	for i := range uint64(12) {
		high := i % 6 // how many of the five ratings of a rater are on maturing
		if err := c.Add(0, 5-high, high, 0); err != nil {
			fmt.Println(err)
			return
		}
	}
	pooled, _ := s.Distribution(c.Counts...)
	maturing, _ := s.Stage("maturing")
	independent, _ := pooled.AtOrAboveInterval(maturing, 0.95)
	clustered, _ := c.AtOrAboveInterval(maturing, 0.95)
	fmt.Printf("independent %.0f%% to %.0f%%\n", 100*independent.Lower, 100*independent.Upper)
	fmt.Printf("clustered %.0f%% to %.0f%%\n", 100*clustered.Lower, 100*clustered.Upper)
	// Output:
	// independent 38% to 62%
	// clustered 29% to 71%
}
