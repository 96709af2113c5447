// Package spectrum holds ordered sets of stages, the counts of ratings made on
// them, and the statistics that such counts support.
//
// # Why ordinal
//
// A stage is a rank, not a quantity. "Maturing" comes after "developing", but
// nothing says that the step between them is as large as the step from
// "maturing" to "advanced", or that either has a size at all. Numbering the
// stages 1, 2, 3, 4 and averaging the numbers presumes equal steps, and two
// groups can change places when the same stages are numbered 1, 2, 3, 10.
// The measures of this package give the same answer however the stages are
// numbered, so long as their order and their number are kept. The few that need
// more have it in their call: [Distribution.Mean] and
// [Distribution.InterpolatedMedian] exist only under an [Assumption] that the
// caller names, and [Alpha] takes the steps for equal only when it is given
// [IntervalMetric].
//
// # The pieces
//
// A [Spectrum] is an ordered set of 2 to [MaxStages] stages, lowest first,
// built once from a [Definition] and never changed after. A [Stage] is one
// place on it. A [Distribution] is how many ratings fell on each stage, zero
// counts included. Stages and distributions are small comparable values: they
// can be copied, compared with == and used as map keys.
//
// Identity is the spectrum's pointer, as it is for the stages of one loaded
// rubric. Two spectra built apart are different even if their definitions are
// equal; translate a stage from one to the other with [Spectrum.Stage] by id
// or with [Spectrum.At] by rank.
//
// # What each measure says
//
// [Distribution.Median] is where the middle rating stands. With an even number
// of ratings the middle can fall between two stages, and then both are given:
// half of the ratings are at or below the first, half at or above the second.
//
// [Distribution.AtOrAbove] is how many ratings have reached a stage, and of
// how many: the share that most decisions need, as the two integers it is made
// of.
//
// [Distribution.AtOrAboveInterval] is how far that share could be off because
// only some were asked.
//
// [Distribution.Quartiles] is where the middle half of the ratings stands.
//
// [Distribution.Agreement] is how far the ratings stand together, whatever
// stage they stand at: 1 when all are on one stage, 0 when they are spread
// evenly over all stages, -1 when they are two equal camps at the two ends.
//
// [Distribution.Dispersion] is how far the ratings are from standing on one
// stage: 0 when they do, 1 when they are two equal camps at the two ends.
// [Distribution.PercentAgreement] is how often two of them name the same stage.
//
// [Dominance] compares two groups: draw one rating from each at random; it is
// the chance that the first is higher less the chance that the first is lower.
// [DominanceInterval] is how far it could be off, and [Dominates] tells whether
// the first group is the higher one wherever one looks.
//
// [Alpha] is how far the raters of many things can stand in for each other: 1
// when they agree on each, 0 when knowing the thing says nothing about its
// ratings.
//
// [EqualVoice] is what the groups say together when each counts the same,
// however many answered.
//
// [Transitions] is what became of each rating between two times:
// [Transitions.Change] the share that went up less the share that went down,
// [Transitions.SignTest] how likely so lopsided a change is by chance.
//
// # Traps
//
// A median hides what is around it: 5, 0, 0, 5 has a median from the lowest
// stage to the highest, and the stages between hold no rating at all. The two
// stages of a median need not be neighbors. Show the counts beside it.
//
// Agreement says nothing about the level: everyone on the lowest stage agrees
// perfectly. A single rating agrees with itself, so A is 1 when N is 1: show N
// beside it. It depends on how many stages are offered, used or not, and
// should be compared only between spectra of one length. An A of 0 need not be
// an even spread: 3, 0, 0, 1 has it too, a peak with opposition.
//
// Dispersion cannot tell two camps from an even spread: 5, 0, 5, 0 and
// 3, 3, 3, 3 have the same D of 2/3. Agreement can: its A is below 0 for the first
// and 0 for the second.
//
// Alpha is low when nearly everyone gives one stage, however well they agree:
// where there is next to nothing to tell apart, the few who differ are as many
// as chance would have. When everyone gives it, alpha does not exist. Show the
// percent agreement beside it.
//
// Means of ranks change sign under recoding: 0, 4, 0, 0 against 2, 0, 2, 0 has a
// mean difference of 0 on 1, 2, 3, 4, one below 0 on 1, 2, 10, 11 and one above 0
// on 1, 9, 10, 11. Neither coding is wrong.
//
// Pooling hides what the pooled disagree on: students on the lowest stage and
// leaders on the highest make one distribution that describes neither. Compare
// constituencies before pooling them. Neither the pooled distribution, which the
// largest group decides, nor an equal voice, which the smallest can, is the
// answer by itself.
//
// A dominance of 0 does not mean that two groups rate alike: 5, 0, 0, 5 and
// 0, 5, 5, 0 have a dominance of 0. It pairs stages by rank and cannot know
// whether two spectra of one length mean the same.
//
// Ratings of one rater are not independent, however large N becomes: an
// interval or a test over pooled competencies is too sure of itself. Use them
// for one competency, where each rater has one rating. They speak of chance in
// who answered, and many of them together find some difference where there is
// none.
//
// # Exactness
//
// Counts are uint64, and no distribution holds more than [math.MaxUint64]
// ratings in all: what would pass it is refused with an error, never wrapped.
// Measures are computed in integers, as wide as needed, and rounded
// once, so a float64 result is the one nearest to the true value for every
// count, of the right sign, and the same on every machine. Intervals, alpha and
// the sign test are not fractions of counts: they are computed from such exact
// parts with 12 digits or more, and their last digits may differ from machine to
// machine. A measure that does not exist is reported by its second result, never
// by a NaN or an invented number.
//
// # Concurrency
//
// Every type here is immutable once built, but for [Transitions], which is
// added to. All functions and methods of the others are safe for concurrent use.
package spectrum
