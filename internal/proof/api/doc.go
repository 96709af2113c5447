// Package api tests rules that hold for every exported name of the public packages: JSON,
// printing, and nil, zero and foreign arguments. The tests read the names from the source, so
// that a new one cannot be forgotten.
package api
