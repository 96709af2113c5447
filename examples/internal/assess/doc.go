// Package assess is the program examples/assess as a function. examples/waymark calls it too.
package assess
