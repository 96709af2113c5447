// Package author is the program examples/author as a function. examples/waymark calls it too.
package author
