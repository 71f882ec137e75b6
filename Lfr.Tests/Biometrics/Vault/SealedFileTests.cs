using System.Security.Cryptography;
using Lfr.Web.Biometrics;

namespace Lfr.Tests.Biometrics.Vault;

/// <summary>A large file on disk that only its key opens.</summary>
public sealed class SealedFileTests : IDisposable
{
    private const int Part = 64 * 1024;
    private readonly string path = Path.Combine(Path.GetTempPath(), $"lfr-sealed-{Path.GetRandomFileName()}");
    private readonly byte[] key = SealedFile.NewKey();

    public void Dispose() => File.Delete(path);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Part)]
    [InlineData(Part + 1)]
    [InlineData((3 * Part) + 17)]
    public void WhatIsWritten_IsReadFromAnywhere(int length)
    {
        var clear = Write(length);

        using var file = SealedFile.Open(path, key);
        Assert.Equal(length, file.Length);
        var read = new byte[length];
        file.ReadExactly(read);
        Assert.Equal(clear, read);
        if (length > 1)
        {
            file.Position = length - 2;
            Assert.Equal(clear[^2], file.ReadByte());
            file.Seek(-(length - 1), SeekOrigin.Current);
            Assert.Equal(clear[0], file.ReadByte());
        }
    }

    [Fact]
    public void FileThatWasAlteredOrCutShort_IsNotRead()
    {
        Write((2 * Part) + 100);
        var whole = File.ReadAllBytes(path);

        Assert.Throws<InvalidDataException>(() => ReadAll([.. whole[..^1]]));
        // Cut where a part ends: what is left is sealed, and is not the whole file.
        Assert.Throws<InvalidDataException>(() => ReadAll(whole[..(2 * (Part + 16))]));
        var exchanged = whole.ToArray();
        whole.AsSpan(0, Part + 16).CopyTo(exchanged.AsSpan(Part + 16));
        Assert.Throws<InvalidDataException>(() => ReadAll(exchanged));
        Assert.Throws<InvalidDataException>(() => ReadAll([]));
        ReadAll(whole);
    }

    [Fact]
    public void WithoutItsKey_NothingOfItIsRead()
    {
        var clear = Write(1000);

        Assert.Equal(-1, File.ReadAllBytes(path).AsSpan().IndexOf(clear.AsSpan(0, 16)));
        using var file = SealedFile.Open(path, SealedFile.NewKey());
        Assert.Throws<InvalidDataException>(() => file.ReadByte());
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    private byte[] Write(int length)
    {
        var clear = RandomNumberGenerator.GetBytes(length);
        using var file = SealedFile.Create(path, key);
        for (var at = 0; at < length; at += 10_007)
            file.Write(clear, at, Math.Min(10_007, length - at));
        return clear;
    }

    private void ReadAll(byte[] bytes)
    {
        File.WriteAllBytes(path, bytes);
        using var file = SealedFile.Open(path, key);
        file.CopyTo(Stream.Null);
    }
}
