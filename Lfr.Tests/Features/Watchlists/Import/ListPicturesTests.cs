using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Lfr.Inference.Faces;
using Lfr.Web.Components;
using Lfr.Web.Features.Watchlists.Import;

namespace Lfr.Tests.Features.Watchlists.Import;

/// <summary>Photographs of a list, from folders and archives that somebody may have made to do harm.</summary>
public sealed class ListPicturesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lfr-pictures-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("a.jpg")]
    [InlineData("A.JPG")]
    [InlineData("photos/a.jpg")]
    [InlineData("photos\\a.jpg")]
    [InlineData("./photos/a.jpg")]
    public async Task Photograph_IsFoundByItsNameOrPath(string name)
    {
        using var inFolder = Folder(("photos/a.jpg", [1, 2, 3]));
        using var inZip = Zip(z => Put(z, "photos/a.jpg", [1, 2, 3]));
        foreach (var pictures in new[] { inFolder, inZip })
            Assert.Equal([1, 2, 3], (await pictures.ReadAsync(name, Cancel)).File);
    }

    [Theory]
    [InlineData("../secret.txt")]
    [InlineData("photos/../../secret.txt")]
    [InlineData("..\\secret.txt")]
    [InlineData("/etc/passwd")]
    [InlineData("C:\\secret.txt")]
    [InlineData("a\0.jpg")]
    [InlineData("photos//a.jpg")]
    public async Task Name_ThatLeadsOutOfTheFolder_IsRefused(string name)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "secret.txt"), "secret", Cancel);
        using var inFolder = Folder(("photos/a.jpg", [1]));
        using var inZip = Zip(z => Put(z, "../secret.txt", [1]));
        foreach (var pictures in new[] { inFolder, inZip })
            Assert.Equal(FindingKinds.PictureName, await KindAsync(pictures, name));
    }

    /// <summary>An archive's own name that leads out of it is nobody's: not even its last part finds it.</summary>
    [Fact]
    public async Task EntryThatLeadsOutOfTheArchive_IsNotThere()
    {
        using var pictures = Zip(z => Put(z, "../../a.jpg", [1]));
        Assert.Equal(FindingKinds.PictureMissing, await KindAsync(pictures, "a.jpg"));
    }

    [Fact]
    public async Task Links_AreSeen_AndNotFollowed()
    {
        var outside = Directory.CreateDirectory(Path.Combine(folder, "outside")).FullName;
        await File.WriteAllTextAsync(Path.Combine(outside, "b.jpg"), "secret", Cancel);
        var inner = Directory.CreateDirectory(Path.Combine(folder, "photos")).FullName;
        File.CreateSymbolicLink(Path.Combine(inner, "a.jpg"), Path.Combine(outside, "b.jpg"));
        Directory.CreateSymbolicLink(Path.Combine(inner, "more"), outside);
        using var inFolder = ListPictures.Open(inner);
        using var inZip = Zip(z => Put(z, "a.jpg", "/etc/passwd"u8.ToArray()).ExternalAttributes = unchecked((int)0xA1FF0000));

        Assert.Equal(FindingKinds.PictureLink, await KindAsync(inFolder, "a.jpg"));
        Assert.Equal(FindingKinds.PictureMissing, await KindAsync(inFolder, "b.jpg"));
        Assert.Equal(FindingKinds.PictureMissing, await KindAsync(inFolder, "more/b.jpg"));
        Assert.Equal(FindingKinds.PictureLink, await KindAsync(inZip, "a.jpg"));
    }

    [Fact]
    public async Task MissingAndAmbiguousPhotographs_AreSaid()
    {
        using var pictures = Zip(z =>
        {
            Put(z, "one/a.jpg", [1]);
            Put(z, "two/a.jpg", [2]);
            Put(z, "b.jpg", [3]);
            Put(z, "B.jpg", [4]);
        });
        Assert.Equal(FindingKinds.PictureMissing, await KindAsync(pictures, "c.jpg"));
        Assert.Equal(FindingKinds.PictureAmbiguous, await KindAsync(pictures, "a.jpg"));
        Assert.Equal([2], (await pictures.ReadAsync("two/a.jpg", Cancel)).File);
        Assert.Equal(FindingKinds.PictureAmbiguous, await KindAsync(pictures, "b.jpg"));
    }

    [Fact]
    public async Task Bomb_IsNotUnpacked()
    {
        using var pictures = Zip(z =>
        {
            Put(z, "huge.jpg", new byte[PhotographEnrolment.MaximumBytes + 1]);
            Put(z, "zeros.jpg", new byte[10 * 1024 * 1024]);
        });
        Assert.Equal(FindingKinds.PictureTooLarge, await KindAsync(pictures, "huge.jpg"));
        Assert.Contains("packed more than 100 times", (await pictures.ReadAsync("zeros.jpg", Cancel)).Problem!.Sentence, StringComparison.Ordinal);
    }

    /// <summary>The directory says that the photograph has a thousand bytes; unpacked it goes on for 30 MB.</summary>
    [Fact]
    public async Task BombThatLiesAboutItsSize_IsCutOff()
    {
        var noise = new byte[30 * 1024 * 1024];
        new Random(7).NextBytes(noise.AsSpan(0, noise.Length / 2));
        var file = ZipBytes(z => Put(z, "a.jpg", noise));
        var directory = file.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(directory + 24), 1000);
        var path = Path.Combine(folder, "lies.zip");
        await File.WriteAllBytesAsync(path, file, Cancel);
        using var pictures = ListPictures.Open(path);

        var (read, problem) = await pictures.ReadAsync("a.jpg", Cancel);

        Assert.True(read is { Length: <= 1000 } || problem is not null, $"{read?.Length} bytes were read.");
    }

    [Fact]
    public void ArchiveOfMoreFilesThanAListHas_IsRefused_BeforeItsDirectoryIsInMemory()
    {
        var path = Path.Combine(folder, "many.zip");
        // Ten million headers, and an end that says there is one.
        using (var file = File.Create(path))
        {
            var header = new byte[47];
            BinaryPrimitives.WriteUInt32LittleEndian(header, 0x02014b50);
            header[28] = 1;
            header[46] = (byte)'a';
            for (var i = 0; i < ListPictures.MostFiles + 1; i++)
                file.Write(header);
            var end = new byte[22];
            BinaryPrimitives.WriteUInt32LittleEndian(end, 0x06054b50);
            end[8] = end[10] = 1;
            file.Write(end);
        }

        Assert.Contains("more than 100,000 files", Assert.Throws<UnreadableFileException>(() => ListPictures.Open(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsNoArchive_OrIsCutShort_CannotBeRead()
    {
        var text = Path.Combine(folder, "a.zip");
        await File.WriteAllTextAsync(text, "no archive", Cancel);
        var cut = Path.Combine(folder, "cut.zip");
        await File.WriteAllBytesAsync(cut, ZipBytes(z => Put(z, "a.jpg", [1, 2, 3]))[..60], Cancel);
        foreach (var path in new[] { text, cut, Path.Combine(folder, "missing") })
            Assert.Contains("cannot be read as a folder or a ZIP archive", Assert.Throws<UnreadableFileException>(() => ListPictures.Open(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DamagedFileInAnArchive_IsAFinding_AndNotTheEndOfTheImport()
    {
        var noise = new byte[5000];
        new Random(7).NextBytes(noise.AsSpan(0, 2500));
        var file = ZipBytes(z => Put(z, "a.jpg", noise));
        file.AsSpan(40, 200).Fill(0xFF);
        var path = Path.Combine(folder, "damaged.zip");
        await File.WriteAllBytesAsync(path, file, Cancel);
        using var pictures = ListPictures.Open(path);

        var (read, problem) = await pictures.ReadAsync("a.jpg", Cancel);

        Assert.True(problem?.Kind == FindingKinds.PictureUnreadable || !read!.SequenceEqual(noise));
    }

    private static async Task<string?> KindAsync(ListPictures pictures, string name) => (await pictures.ReadAsync(name, Cancel)).Problem?.Kind;

    private static ZipArchiveEntry Put(ZipArchive archive, string name, byte[] content)
    {
        var entry = archive.CreateEntry(name, CompressionLevel.Fastest);
        using var stream = entry.Open();
        stream.Write(content);
        return entry;
    }

    private static byte[] ZipBytes(Action<ZipArchive> fill)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8))
            fill(archive);
        return file.ToArray();
    }

    private ListPictures Zip(Action<ZipArchive> fill)
    {
        var path = Path.Combine(folder, $"{Guid.CreateVersion7()}.zip");
        File.WriteAllBytes(path, ZipBytes(fill));
        return ListPictures.Open(path);
    }

    private ListPictures Folder(params (string Path, byte[] Content)[] files)
    {
        var inner = Directory.CreateDirectory(Path.Combine(folder, "inner")).FullName;
        foreach (var (path, content) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(inner, path))!);
            File.WriteAllBytes(Path.Combine(inner, path), content);
        }

        return ListPictures.Open(inner);
    }
}
