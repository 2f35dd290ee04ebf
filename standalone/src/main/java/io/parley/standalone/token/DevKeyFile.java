package io.parley.standalone.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.parley.embedded.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.util.Set;

/** The issuer's key pair, made at the first start: tokens stay good over restarts. Only the owner can read it. */
record DevKeyFile(Path directory) {
    private static final int BITS = 2048;
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    RSAKey loadOrCreate() {
        Path file = directory.resolve("dev-issuer.jwk");
        try {
            return Files.exists(file) ? RSAKey.parse(Files.readString(file)) : create(file);
        } catch (IOException | ParseException | JOSEException e) {
            throw new StartRefused(
                    "The key of the development issuer in " + file + " cannot be used (" + e.getMessage()
                            + "); delete that file to get a new one, which ends all development tokens.",
                    e);
        }
    }

    /** Written beside and renamed, so that a crash leaves either no key or a whole one. */
    private RSAKey create(Path file) throws IOException, JOSEException {
        RSAKey key = new RSAKeyGenerator(BITS).keyIDFromThumbprint(true).generate();
        Files.createDirectories(directory, OWNER_DIRECTORY);
        Path fresh = Files.createTempFile(directory, "dev-issuer", ".new", OWNER_FILE);
        Files.writeString(fresh, key.toJSONString());
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        return key;
    }
}
