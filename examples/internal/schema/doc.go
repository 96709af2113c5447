// Package schema is the program examples/schema as a function. examples/waymark calls it too.
package schema
