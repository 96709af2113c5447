// Command attack tries to break the disclosure control of package assess. It makes
// random assessments, publishes them, and gives what was published to an attacker
// who has nothing but the JSON documents and a solver of linear programs.
//
// The README says what comes of it and what it shows. The test runs the same and
// fails when a promise of the library is broken.
package main
