// Package spectrum provides ordered sets of stages, counts of ratings made on
// them, and the statistics that such counts support.
//
// # Why ordinal
//
// A stage is a rank, not a quantity. "Maturing" comes after "developing", but
// nothing tells whether the step between them is as large as the step from
// "maturing" to "advanced". Averaging the numbers 1, 2, 3, 4 of the stages
// assumes equal steps, and two groups can change places if the same stages are
// numbered 1, 2, 3, 10.
//
// The measures of this package use the order of the stages only. The exceptions
// are visible in the call: [Distribution.Mean] and
// [Distribution.InterpolatedMedian] need an [Assumption] that the caller names,
// and [Alpha] assumes equal steps only with [IntervalMetric].
//
// # Types
//
// A [Spectrum] is an ordered set of 2 to [MaxStages] stages, lowest first. [New]
// makes one from a [Definition]; it never changes afterwards. A [Stage] is one
// stage of it. A [Distribution] is the number of ratings on every stage.
//
// Four types hold counts of other kinds: [Voices] gives groups of different sizes
// the same weight, [Transitions] counts changes between two times, [Clusters] sums
// the ratings of raters who rated several competencies, and [Reliability] is the
// result of [Alpha].
//
// # Measures
//
//	Distribution.Median             the stages that the middle rating is on
//	Distribution.Quartiles          the stages that the middle half of the ratings is between
//	Distribution.AtOrAbove          how many ratings are on a stage or a higher one
//	Distribution.AtOrAboveInterval  the confidence interval of that share
//	Distribution.Agreement          1 on one stage, 0 evenly spread, -1 half at each end
//	Distribution.Dispersion         0 on one stage, 1 half at each end
//	Distribution.PercentAgreement   the share of pairs of ratings on the same stage
//	Distribution.PairsWithin        the share of pairs of ratings at most some stages apart
//	Distribution.TwoCamps           whether the ratings are in two camps with few between them
//	Dominance                       how much more often the first group rates higher than lower
//	DominanceInterval               the confidence interval of that
//	Dominates                       whether the first group is higher at every stage
//	Alpha                           how well raters of many things agree, compared with chance
//	EqualVoice                      the shares if every group counts the same
//	Transitions.Change              the share that moved up less the share that moved down
//	Transitions.SignTest            how probable so large an imbalance is by chance
//	Clusters.AtOrAboveInterval      intervals for several ratings of each rater
//	Clusters.DominanceInterval
//
// # Which interval
//
// Ratings of one rater resemble each other. Use [Distribution.AtOrAboveInterval]
// and [DominanceInterval] for a single competency, where every rater has one
// rating. For a domain, where every rater has several, they are too narrow: use
// [Clusters]. All intervals describe chance in who answered and nothing else. Many
// comparisons together find some difference even if there is none.
//
// # Pitfalls
//
// A median hides what surrounds it: 5, 0, 0, 5 has a median from the lowest to the
// highest stage, without a rating between them. Show the counts beside it.
//
// Agreement does not depend on the level: if everyone is on the lowest stage, it
// is 1. It is also 1 for a single rating: show N beside it. It depends on the
// number of stages, so compare it only between spectra of the same length. An
// agreement of 0 is not always an even spread: 3, 0, 0, 1 has it too.
//
// Dispersion does not distinguish two opposed groups from an even spread:
// 5, 0, 5, 0 and 3, 3, 3, 3 both have 2/3. Agreement does: it is below 0 for the
// first and 0 for the second.
//
// Alpha is low if nearly all ratings are on one stage, however well the raters
// agree, and does not exist if all are. Show the percent agreement beside it.
//
// Means of ranks depend on the numbers: 0, 4, 0, 0 against 2, 0, 2, 0 has a mean
// difference of 0 with 1, 2, 3, 4, below 0 with 1, 2, 10, 11 and above 0 with
// 1, 9, 10, 11.
//
// Pooling hides disagreement between groups: students on the lowest stage and
// leaders on the highest make one distribution that describes neither. Compare
// groups before pooling them. The largest group decides the pooled result, and
// the smallest can decide that of an equal voice.
//
// A dominance of 0 does not mean that two groups rate alike: 5, 0, 0, 5 and
// 0, 5, 5, 0 have it. Dominance pairs stages by rank and cannot know whether two
// spectra of the same length mean the same.
//
// # Identity and translations
//
// Two spectra are the same if they have the same id and the same stage ids in the
// same order, whatever their texts: see [Spectrum.Equal]. A stage of a translation
// can therefore be used with a distribution on the original, and two distributions
// on them can be added. Compare stages with [Stage.Equal] and distributions with
// [Distribution.Equal]. The operator == also works, and so do map keys, among
// values made from one *Spectrum.
//
// # Invalid arguments
//
// The zero values and a nil *Spectrum are valid: they are empty, and the
// documentation tells what their methods return. Invalid are a nil pointer to any
// other type, a zero or foreign stage where a stage is needed, a level that is not
// between 0 and 1, an unknown metric or assumption, and exported fields that
// contradict each other. For them
//
//   - a function that returns an error returns one;
//   - a function whose last result is a bool returns false and zero values;
//   - any other function panics with a text that names the function and the
//     argument, such as "spectrum: Distribution.Count: ...".
//
// # Exactness
//
// Counts are uint64. No distribution has more than [math.MaxUint64] ratings: an
// operation that would exceed this returns an error. Measures are computed in
// integers and rounded once, so a result is the float64 nearest to the true value.
// Intervals, alpha and the sign test are computed from such integers in floating
// point and are accurate to about 12 digits.
//
// All results have the same bits on every architecture. A measure that does not
// exist is reported by its second result, never by a NaN or a special number.
//
// # JSON
//
// Structs with exported fields can be written and read. A Stage is written as its
// id, a Distribution as an object of counts by stage id, a Spectrum as its
// Definition. Reading these is an error that names the function to call, because
// ids do not tell which spectrum they belong to.
//
// # Concurrency
//
// All types are immutable and safe for concurrent use, except [Transitions] and
// [Clusters], which have methods that change them.
package spectrum
