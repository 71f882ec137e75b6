using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Lfr.Web.Biometrics;

/// <summary>
/// A file on disk that nobody reads without its key, and that is too large for the database: parts of 64 KB, each sealed with AES-256-GCM under the number of the part, so that none can be
/// altered, exchanged or left out. Destroying the key destroys the file, also where a disk or a backup keeps the bytes. A key is for one file.
/// </summary>
public static class SealedFile
{
    internal const int PartSize = 64 * 1024;
    internal const int TagSize = 16;
    internal const int KeySize = 32;

    /// <summary>A fresh key.</summary>
    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(KeySize);

    /// <summary>Makes a file, which is whole once the stream is disposed of.</summary>
    /// <exception cref="IOException">It is there already, or the disk is full.</exception>
    public static Stream Create(string path, byte[] key)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new SealedWriter(new FileStream(path, options), key);
    }

    /// <summary>Opens a file to be read from anywhere in it.</summary>
    /// <exception cref="IOException">It is not there, or cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is none; one that was altered is found while it is read.</exception>
    public static Stream Open(string path, byte[] key)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        if (file.Length >= TagSize)
            return new SealedReader(file, key);
        file.Dispose();
        throw new InvalidDataException("The file was cut short.");
    }

    /// <summary>The number of a part. A key seals one file once, so a number never comes twice.</summary>
    internal static void Nonce(Span<byte> nonce, long part)
    {
        nonce.Clear();
        BinaryPrimitives.WriteInt64BigEndian(nonce[4..], part);
    }

    /// <summary>What a part vouches for beside itself: whether it is the last, so that a file that was cut short is not taken for whole.</summary>
    internal static ReadOnlySpan<byte> Mark(bool isLast) => isLast ? "lfr file, last"u8 : "lfr file, part"u8;

    private sealed class SealedWriter(FileStream file, byte[] key) : Stream
    {
        private readonly AesGcm aes = new(key, TagSize);
        private readonly byte[] clear = new byte[PartSize];
        private readonly byte[] shut = new byte[PartSize + TagSize];
        private int filled;
        private long part;
        private bool closed;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => (part * PartSize) + filled;

        public override long Position { get => Length; set => throw new NotSupportedException(); }

        public override void Flush() => file.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            while (buffer.Length > 0)
            {
                // Only once more comes is it known that a full part is not the last.
                if (filled == PartSize)
                    Put(isLast: false);
                var some = Math.Min(buffer.Length, PartSize - filled);
                buffer[..some].CopyTo(clear.AsSpan(filled));
                filled += some;
                buffer = buffer[some..];
            }
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing && !closed)
            {
                closed = true;
                try
                {
                    Put(isLast: true);
                    file.Flush(flushToDisk: true);
                }
                finally
                {
                    CryptographicOperations.ZeroMemory(clear);
                    aes.Dispose();
                    file.Dispose();
                }
            }

            base.Dispose(disposing);
        }

        private void Put(bool isLast)
        {
            Span<byte> nonce = stackalloc byte[12];
            Nonce(nonce, part++);
            aes.Encrypt(nonce, clear.AsSpan(0, filled), shut.AsSpan(0, filled), shut.AsSpan(filled, TagSize), Mark(isLast));
            file.Write(shut, 0, filled + TagSize);
            filled = 0;
        }
    }

    private sealed class SealedReader : Stream
    {
        private readonly FileStream file;
        private readonly AesGcm aes;
        private readonly byte[] clear = new byte[PartSize];
        private readonly byte[] shut = new byte[PartSize + TagSize];
        private readonly long parts;
        private long open = -1;
        private int opened;

        public SealedReader(FileStream file, byte[] key)
        {
            this.file = file;
            aes = new AesGcm(key, TagSize);
            parts = (file.Length + PartSize + TagSize - 1) / (PartSize + TagSize);
            Length = Math.Max(0, file.Length - (parts * TagSize));
        }

        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length { get; }

        public override long Position { get; set; }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            if (Position >= Length || buffer.Length == 0)
                return 0;
            OpenPart(Position / PartSize);
            var at = (int)(Position % PartSize);
            var some = Math.Min(buffer.Length, opened - at);
            clear.AsSpan(at, some).CopyTo(buffer);
            Position += some;
            return some;
        }

        public override long Seek(long offset, SeekOrigin origin)
        {
            var position = offset + origin switch { SeekOrigin.Begin => 0, SeekOrigin.Current => Position, _ => Length };
            return Position = position >= 0 ? position : throw new IOException("There is nothing before the beginning of a file.");
        }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                CryptographicOperations.ZeroMemory(clear);
                aes.Dispose();
                file.Dispose();
            }

            base.Dispose(disposing);
        }

        private void OpenPart(long part)
        {
            if (part == open)
                return;
            file.Position = part * (PartSize + TagSize);
            var length = file.ReadAtLeast(shut, shut.Length, throwOnEndOfStream: false) - TagSize;
            if (length < 0)
                throw new InvalidDataException("The file was cut short.");
            Span<byte> nonce = stackalloc byte[12];
            Nonce(nonce, part);
            try
            {
                aes.Decrypt(nonce, shut.AsSpan(0, length), shut.AsSpan(length, TagSize), clear.AsSpan(0, length), Mark(part == parts - 1));
            }
            catch (CryptographicException e)
            {
                // As any other file that is damaged: whoever reads it says which.
                throw new InvalidDataException("The file was altered or cut short.", e);
            }

            (open, opened) = (part, length);
        }
    }
}
