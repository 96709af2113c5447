package spectrum_test

import "flag"

var long = flag.Bool("long", false, "run all random trials and simulated samples")

// repeats returns how often a test repeats what is random or slow: few times, all with
// the flag -long.
func repeats(few, all int) int {
	if *long {
		return all
	}
	return few
}
