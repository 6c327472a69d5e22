package io.opscope.kit.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SealTest {

    private static final byte[] WORD = "s3cret".getBytes(StandardCharsets.UTF_8);

    private final Seal seal = new Seal(key(1));

    @Test
    void whatWasSealedIsOpenedForWhatItBelongsToOnly() throws SealedOtherwiseException {
        var sealed = seal.sealed("tenant/one", WORD);
        assertArrayEquals(WORD, seal.opened("tenant/one", sealed));
        assertThrows(SealedOtherwiseException.class, () -> seal.opened("tenant/two", sealed));
        assertThrows(SealedOtherwiseException.class, () -> new Seal(key(2)).opened("tenant/one", sealed));
    }

    @Test
    void theSameWordNeverLooksTheSame() {
        assertFalse(Arrays.equals(seal.sealed("one", WORD), seal.sealed("one", WORD)));
    }

    @Property(tries = 200)
    void aBitThatIsTurnedIsNoticed(@ForAll @IntRange(max = 33) int at, @ForAll @IntRange(max = 7) int bit) {
        var sealed = seal.sealed("one", WORD);
        sealed[at] ^= (byte) (1 << bit);
        assertThrows(SealedOtherwiseException.class, () -> seal.opened("one", sealed));
        assertThrows(SealedOtherwiseException.class, () -> seal.opened("one", Arrays.copyOf(sealed, at)));
    }

    @Test
    void aKeyIsThirtyTwoBytesOfBase64() {
        assertThrows(IllegalArgumentException.class, () -> Seal.of("a.setting", "not base64!"));
        assertThrows(
                IllegalArgumentException.class,
                () -> Seal.of("a.setting", Base64.getEncoder().encodeToString(new byte[31])));
        Seal.of("a.setting", Base64.getEncoder().encodeToString(new byte[32]) + "\n");
    }

    private static byte[] key(int fill) {
        var key = new byte[Seal.KEY_BYTES];
        Arrays.fill(key, (byte) fill);
        return key;
    }
}
