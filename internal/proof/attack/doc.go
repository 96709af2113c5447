// Command attack tries to break the disclosure control of package assess. It makes
// random assessments, publishes them, and gives what was published to an attacker
// who has nothing but the JSON documents and a solver of linear programs.
//
// The README has the results. The test runs the same attacks and fails if a promise of the
// library is broken.
package main
