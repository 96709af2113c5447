package report

import "github.com/waymark-go/waymark/spectrum"

// fewForAgreement is the number of ratings from which agreement is stated. Fewer make less than ten
// pairs.
const fewForAgreement = 5

// The levels of agreement, in the order of closeness.
const (
	agreementSplit = iota
	agreementSpread
	agreementSomewhat
	agreementFair
	agreementClose
)

// agreement returns a word for how close together the ratings are, and the pairs that it rests on.
// There are no pairs if the word is the mark for a missing value. The package documentation gives
// the reasons for the limits.
func (b *builder) agreement(d spectrum.Distribution) (word, pairs string) {
	if d.N() < fewForAgreement {
		return b.none(), ""
	}
	same, _ := d.PairsWithin(0)
	near, _ := d.PairsWithin(1)
	if d.Spectrum().Len() < 3 {
		pairs = b.phrases.Results.samePairs(ofHundred(same))
	} else {
		pairs = b.phrases.Results.pairs(ofHundred(same), ofHundred(near))
	}
	return b.phrases.Results.agreement(agreementLevel(d)), pairs
}

// agreementLevel returns the level of agreement of two ratings or more. The pairs that are further
// apart than near ones are compared with those of an even spread over all stages.
func agreementLevel(d spectrum.Distribution) int {
	if d.TwoCamps() {
		return agreementSplit
	}
	stages := d.Spectrum().Len()
	near := nearStages(stages)
	share, _ := d.PairsWithin(near)
	all, even := stages*stages, (stages-near)*(stages-near-1) // pairs of an even spread, and those further apart
	// Both shares are the nearest floating-point numbers, so a share at a limit is equal to it.
	atLeast := func(numerator, denominator int) bool {
		return share >= float64(denominator*all-numerator*even)/float64(denominator*all)
	}
	switch {
	case atLeast(1, 2):
		return agreementClose
	case atLeast(2, 3):
		return agreementFair
	case atLeast(3, 4):
		return agreementSomewhat
	}
	return agreementSpread
}

// nearStages returns how many stages apart near pairs are at most. On two stages all pairs would be
// near if neighbors were.
func nearStages(stages int) int {
	if stages < 3 {
		return 0
	}
	return 1
}

// evenPairs returns how many of 100 pairs of an even spread are at most some stages apart.
func evenPairs(stages, apart int) uint64 {
	all := stages * stages
	return ofHundred(float64(all-(stages-apart)*(stages-apart-1)) / float64(all))
}

// ofHundred rounds a share to a number of 100. Only all are 100, and only none are 0.
func ofHundred(share float64) uint64 {
	n := uint64(share*100 + 0.5)
	if share < 1 {
		n = min(n, 99)
	}
	if share > 0 {
		n = max(n, 1)
	}
	return n
}
