// Package terminal tells what the package report needs to know of a terminal: if a file
// is one and how wide it is ([Columns]), if it wants color ([WantsColor]), and if it can
// show no more than ASCII ([ASCIIOnly]).
//
// The kernel is asked on Unix systems. Elsewhere a character device counts as a terminal,
// and the variable COLUMNS says how wide it is.
package terminal
