// Command mutate tests the tests. It changes one thing of a function, such as a
// comparison or a constant, runs the tests that reach the change, and counts how many
// changes they notice. A change that no test notices survives: a test is missing, or the
// change makes no difference. Those that make none are in accepted.yaml, each with its
// reason.
//
// All changes of a package are compiled into one test binary. Each function begins with a
// switch that calls a changed copy of it if an environment variable names that copy, so
// running a change takes as long as its tests and no build. Changes outside of functions are
// built one by one. The sources are never written to: the go command gets the changed
// files by -overlay.
//
// Existing tools such as gremlins build the package for each change, and have no operators
// for constants, conditions, returned values and deleted statements.
package main
