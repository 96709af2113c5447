// Package drawing draws the pictures of a report as SVG elements, for documents and for HTML pages.
//
// [Standalone] draws a picture in the colors of the light page, for package svg. [Pieces]
// draws it with classes for colors, so that a page can follow the reader's choice of light or dark,
// for package html. Both need a picture that passes [Check].
//
// Colors never carry meaning alone. The colors of stages ([Ramp]) keep their order in gray and have
// hatches or letters.
//
// The font is not known, so texts are measured in a wide one and wrapped. Coordinates are integers,
// and the same picture gives the same bytes.
package drawing
