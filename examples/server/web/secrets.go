package web

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/crypto/argon2"
)

// newToken returns a random token of 256 bits for links, sessions and invitations.
func newToken() string {
	var b [32]byte
	rand.Read(b[:])
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// hash is how tokens and codes are stored. They are random, so a fast hash without salt is
// enough: guessing one is as hard as guessing the token.
func hash(token string) []byte {
	h := sha256.Sum256([]byte(token))
	return h[:]
}

// codeLetters are those of Crockford's base 32, in which no two look alike.
const codeLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// newCode returns a personal code of 80 random bits, such as K7QF-2M9X-0TRD-VB6A.
func newCode() string {
	var b [16]byte
	rand.Read(b[:])
	var code strings.Builder
	for i, v := range b {
		if i > 0 && i%4 == 0 {
			code.WriteByte('-')
		}
		code.WriteByte(codeLetters[v%32])
	}
	return code.String()
}

// hashCode hashes a personal code as people type it: in small letters, with spaces, with an O
// for a zero.
func hashCode(code string) []byte { return hash("code " + plainCode(code)) }

func plainCode(code string) string {
	return strings.NewReplacer("O", "0", "I", "1", "L", "1", "-", "", " ", "", "\t", "").Replace(strings.ToUpper(code))
}

// The parameters of argon2id that OWASP recommends: 19 MiB, two passes.
const (
	argonTime, argonMemory = 2, 19 << 10
	passwordPrefix         = "argon2id$"
)

// HashPassword returns what is stored for a password.
func HashPassword(password string) string {
	var salt [16]byte
	rand.Read(salt[:])
	key := argon2.IDKey([]byte(password), salt[:], argonTime, argonMemory, 1, 32)
	enc := base64.RawStdEncoding
	return passwordPrefix + enc.EncodeToString(salt[:]) + "$" + enc.EncodeToString(key)
}

// checkPassword reports whether a password is the stored one.
func checkPassword(stored, password string) bool {
	parts := strings.Split(strings.TrimPrefix(stored, passwordPrefix), "$")
	if len(parts) != 2 {
		return false
	}
	enc := base64.RawStdEncoding
	salt, err := enc.DecodeString(parts[0])
	if err != nil {
		return false
	}
	want, err := enc.DecodeString(parts[1])
	if err != nil {
		return false
	}
	got := argon2.IDKey([]byte(password), salt, argonTime, argonMemory, 1, uint32(len(want)))
	return subtle.ConstantTimeCompare(got, want) == 1
}

// MinPassword is the least number of characters of a password.
const MinPassword = 12

// CheckNewAccount returns an error if a name or a password will not do.
func CheckNewAccount(name, password string) error {
	if strings.TrimSpace(name) == "" || len(name) > 100 || !isText(name) || strings.ContainsFunc(name, unicode.IsControl) {
		return fmt.Errorf("a name has 1 to 100 characters, none of which is a control character")
	}
	if len([]rune(password)) < MinPassword || len(password) > 1000 {
		return fmt.Errorf("a password has %d characters or more", MinPassword)
	}
	return nil
}

// formatCode returns a code as newCode writes it.
func formatCode(code string) string {
	code = plainCode(code)
	var b strings.Builder
	for i := 0; i < len(code); i += 4 {
		if i > 0 {
			b.WriteByte('-')
		}
		b.WriteString(code[i:min(i+4, len(code))])
	}
	return b.String()
}
