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
// Every measure in this package gives the same answer however the stages are
// numbered, so long as their order and their number are kept. No mean is
// offered.
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
// [Distribution.Agreement] is how far the ratings stand together, whatever
// stage they stand at: 1 when all are on one stage, 0 when they are spread
// evenly over all stages, -1 when they are two equal camps at the two ends.
//
// [Dominance] compares two groups: draw one rating from each at random; it is
// the chance that the first is higher less the chance that the first is lower.
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
// A dominance of 0 does not mean that two groups rate alike: 5, 0, 0, 5 and
// 0, 5, 5, 0 have a dominance of 0. It pairs stages by rank and cannot know
// whether two spectra of one length mean the same.
//
// None of these is a test of significance. Many ratings by one rater are not
// independent, however large N becomes.
//
// # Exactness
//
// Counts are uint64, and no distribution holds more than [math.MaxUint64]
// ratings in all: what would pass it is refused with an error, never wrapped.
// Measures are computed in integers, 128 bits wide where needed, and rounded
// once, so a float64 result is the one nearest to the true value for every
// count, of the right sign, and the same on every machine. A measure that does
// not exist is reported by its second result, never by a NaN or an invented
// number.
//
// # Concurrency
//
// Every type here is immutable once built. All functions and methods are safe
// for concurrent use.
package spectrum
