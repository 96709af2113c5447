// Package fold reduces texts to what people compare: "Café – Niños" and "cafe ninos"
// are the same title to a reader, and two stages must not have both.
//
// [Text] returns lower-case words. [Key] returns something for texts without words too.
package fold
