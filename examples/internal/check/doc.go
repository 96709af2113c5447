// Package check is the program examples/check as a function. examples/waymark calls it too.
package check
