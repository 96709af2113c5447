// Package terminal reports the properties of a terminal that text reports depend on: whether
// a file is a terminal and its width ([Columns]), whether to use color ([WantsColor]), and
// whether it shows only ASCII ([ASCIIOnly]).
//
// On Unix systems the kernel gives the width. On other systems a character device counts as
// a terminal and the variable COLUMNS gives the width.
package terminal
