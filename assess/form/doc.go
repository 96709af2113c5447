// Package form makes forms from a rubric for tools that collect answers, and reads
// back what they export.
package form
