package spectrum

import (
	"iter"
	"math"
	"math/bits"
)

// Metric selects how [Alpha] weighs a difference between two stages.
type Metric uint8

// The metrics. Any other value is invalid.
const (
	// Ordinal weighs a difference by the ratings between the two stages: the
	// order of the stages is all that it uses.
	Ordinal Metric = iota
	// Nominal weighs all differences alike and does not use the order.
	Nominal
	// IntervalMetric weighs a difference by the square of the steps between
	// the two stages. It assumes equal steps, as [EqualSteps] does.
	IntervalMetric
)

// Reason tells why Krippendorff's alpha does not exist, "" if it exists. The values
// are stable, so that documents can contain them.
type Reason string

// The reasons.
const (
	NoPairs        Reason = "no-pairs"         // no unit has two ratings
	Unanimous      Reason = "unanimous"        // all ratings in units of two or more are on one stage
	MixedSpectra   Reason = "mixed-spectra"    // two units with two ratings or more have different spectra
	TooManyRatings Reason = "too-many-ratings" // more ratings in all than a uint64 can count
	UnknownMetric  Reason = "unknown-metric"   // the metric is not one of this package
)

// Reliability is the result of [Alpha].
type Reliability struct {
	Alpha  float64 `json:"alpha"`  // Krippendorff's alpha, 1 or less; 0 if it does not exist
	Reason Reason  `json:"reason"` // why alpha does not exist, "" if it does

	Units   uint64 `json:"units"`   // units with two ratings or more; the others do not count
	Ratings uint64 `json:"ratings"` // ratings in these units

	// Observed and Expected are the mean weights of the difference between two
	// ratings of one unit and between any two ratings; alpha is
	// 1 - Observed/Expected. Their size depends on the metric and the ratings,
	// and they are not to be compared between sets of ratings. Both are 0 when
	// alpha does not exist.
	Observed float64 `json:"observed"`
	Expected float64 `json:"expected"`

	// PercentAgreement is the probability that a rating drawn at random and
	// another rating of the same unit drawn at random are on the same stage. For
	// one unit it is [Distribution.PercentAgreement]. It is 1 for Unanimous and 0
	// for all other reasons.
	PercentAgreement float64 `json:"percent_agreement"`
}

// Alpha returns Krippendorff's alpha of units, each the ratings of one thing by
// any number of raters: 1 when the ratings of every unit agree, 0 when they
// agree no more than ratings drawn from all units at random would, below 0 if
// they agree less. It reports false, with a Reason, if alpha does not exist.
//
// Units with fewer than two ratings are ignored. Units may have different numbers
// of ratings, and it does not matter who rated what. If the ratings of a unit come
// in parts, add the parts with [Distribution.Add] first: a unit in two parts is
// not two units, and the alphas of parts cannot be combined.
//
// With n_uc of the m_u ratings of unit u on stage c, n_c of all n ratings on c
// and d_ck the weight of the difference between c and k,
//
//	o_ck  = sum over u of n_uc·(n_uk - [c=k]) / (m_u - 1)
//	alpha = 1 - (n-1) · sum_{c<k} o_ck·d_ck / sum_{c<k} n_c·n_k·d_ck
//
// where d_ck is 1 for [Nominal], (k-c)² for [IntervalMetric] and, for [Ordinal],
// (n_c + ... + n_k - (n_c+n_k)/2)². See K. Krippendorff, Content Analysis: An
// Introduction to Its Methods, chapter on reliability.
//
// Sums are integers, in units of 2^-128 where a division leaves a remainder, so
// the order of the units does not change the result.
func Alpha(units iter.Seq[Distribution], m Metric) (r Reliability, ok bool) {
	if m > IntervalMetric {
		return Reliability{Reason: UnknownMetric}, false
	}
	if units == nil {
		return Reliability{Reason: NoPairs}, false
	}
	var t coincidences
	for u := range units {
		if reason := t.add(u); reason != "" {
			return Reliability{Reason: reason}, false
		}
	}
	r = Reliability{Units: t.units, Ratings: t.n}
	if t.n == 0 {
		r.Reason = NoPairs
		return r, false
	}
	r.PercentAgreement = ratio384(t.agreeing, uint384{2: t.n})
	observed, expected := t.differences(m)
	if expected == 0 {
		r.Reason = Unanimous
		return r, false
	}
	n := float64(t.n)
	r.Observed = 2 * observed / n
	r.Expected = 2 * expected / n / (n - 1)
	r.Alpha = 1 - float64((n-1)*observed)/expected
	return r, true
}

// coincidences is the sums that alpha is computed from. Those that are not whole
// numbers are in units of 2^-128.
type coincidences struct {
	spectrum *Spectrum
	units, n uint64
	stages   [MaxStages]uint64             // n_c
	pairs    [MaxStages][MaxStages]uint384 // o_ck for c < k
	agreeing uint384                       // the sum of all o_cc
}

// add adds a unit. It returns the reason if it cannot, or "".
func (t *coincidences) add(u Distribution) Reason {
	m := u.N()
	if m < 2 {
		return ""
	}
	if t.spectrum == nil {
		t.spectrum = u.spectrum
	}
	n, carry := bits.Add64(t.n, m, 0)
	switch {
	case !t.spectrum.Equal(u.spectrum):
		return MixedSpectra
	case carry != 0:
		return TooManyRatings
	}
	t.n = n
	t.units++
	t.agreeing = t.agreeing.add(perPartner(u.agreeing(), m))
	for c, nc := range u.counts {
		t.stages[c] += nc
		if nc == 0 {
			continue
		}
		for k, nk := range u.counts[c+1:] {
			if nk != 0 {
				o := &t.pairs[c][c+1+k]
				*o = o.add(perPartner(mul64(nc, nk), m))
			}
		}
	}
	return ""
}

// perPartner returns pairs/(m-1) in units of 2^-128.
func perPartner(pairs uint128, m uint64) uint384 {
	return pairs.widen().shl(128).div64(m - 1)
}

// differences returns the weighted sums over c < k of o_ck and of n_c·n_k.
func (t *coincidences) differences(m Metric) (observed, expected float64) {
	for c, nc := range t.stages {
		if nc == 0 {
			continue
		}
		var between uint64
		for k := c + 1; k < MaxStages; k++ {
			nk := t.stages[k]
			if nk == 0 {
				continue
			}
			d := 1.0
			switch m {
			case Ordinal:
				d = float64(between) + float64(nc+nk)/2
			case IntervalMetric:
				d = float64(k - c)
			}
			// o_ck is below 2^64, so below 1 in units of 2^64.
			o := math.Ldexp(ratio384(t.pairs[c][k], uint384{3: 1}), 64)
			observed += float64(o * d * d)
			expected += float64(float64(nc) * float64(nk) * d * d)
			between += nk
		}
	}
	return observed, expected
}
