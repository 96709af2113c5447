// Package cli is what the example programs share: finding a rubric, opening
// inputs and writing a report in several formats.
package cli
