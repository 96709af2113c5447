package spectrum_test

import (
	"fmt"
	"log"

	"github.com/waymark-go/waymark/spectrum"
)

// What the counts of two groups support saying, and how sure it is.
func Example_statistics() {
	s, err := spectrum.New(fourStages)
	if err != nil {
		log.Fatal(err)
	}
	families, err := s.Distribution(9, 14, 6, 1)
	if err != nil {
		log.Fatal(err)
	}
	leaders, err := s.Distribution(1, 4, 8, 3)
	if err != nil {
		log.Fatal(err)
	}

	low, high := families.Median()
	fmt.Println("middle rating of families:", low.Title(), "to", high.Title())

	maturing, _ := s.Stage("maturing")
	k, n := families.AtOrAbove(maturing)
	share, _ := families.AtOrAboveInterval(maturing, 0.95)
	fmt.Printf("at maturing or above: %d of %d, %.2f to %.2f\n", k, n, share.Lower, share.Upper)

	agreement, _ := families.Agreement()
	fmt.Printf("agreement of families: %.2f\n", agreement)

	delta, _ := spectrum.Dominance(families, leaders)
	between, _ := spectrum.DominanceInterval(families, leaders, 0.95)
	fmt.Printf("families rate lower than leaders: %.2f, %.2f to %.2f\n", delta, between.Lower, between.Upper)
	// Output:
	// middle rating of families: Developing to Developing
	// at maturing or above: 7 of 30, 0.12 to 0.41
	// agreement of families: 0.47
	// families rate lower than leaders: -0.52, -0.75 to -0.19
}

// fourStages is a spectrum. The order of its stages is all that the statistics use.
var fourStages = spectrum.Definition{ID: "engagement", Stages: []spectrum.StageDefinition{
	{ID: "not-evident", Title: "Not Evident"},
	{ID: "developing", Title: "Developing"},
	{ID: "maturing", Title: "Maturing"},
	{ID: "advanced", Title: "Advanced"},
}}
