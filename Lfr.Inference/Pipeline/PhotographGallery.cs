using System.Buffers.Binary;
using Lfr.Inference.Faces;
using Lfr.Shared.Live;

namespace Lfr.Inference.Pipeline;

/// <summary>A folder with one sub-folder of photographs for each identity, enrolled for an evaluation. Never used live.</summary>
/// <param name="Rows">A template for every usable photograph.</param>
/// <param name="Names">Name of each identity: its sub-folder's.</param>
/// <param name="Refused">A sentence for every photograph that could not be used.</param>
public sealed record PhotographGallery(IReadOnlyList<GalleryRow> Rows, IReadOnlyDictionary<Guid, string> Names, IReadOnlyList<string> Refused)
{
    /// <summary>Enrols all photographs.</summary>
    /// <exception cref="GalleryFolderException">The folder holds no usable identity; the message is a sentence.</exception>
    public static PhotographGallery Enrol(string folder, PhotographEnrolment enrolment, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
            throw new GalleryFolderException($"The gallery folder {folder} does not exist.");
        var rows = new List<GalleryRow>();
        var names = new Dictionary<Guid, string>();
        var refused = new List<string>();
        foreach (var person in Directory.GetDirectories(folder).Order(StringComparer.Ordinal))
        {
            var id = IdOf(names.Count + 1);
            var before = rows.Count;
            foreach (var photograph in Directory.GetFiles(person).Where(IsPhotograph).Order(StringComparer.Ordinal))
            {
                switch (enrolment.Enrol(File.ReadAllBytes(photograph), cancellationToken))
                {
                    case EnrolmentOutcome.Enrolled enrolled:
                        rows.Add(new GalleryRow(id, enrolled.Template));
                        break;
                    case EnrolmentOutcome.Refused refusal:
                        refused.Add($"{Path.GetFileName(person)}/{Path.GetFileName(photograph)}: {refusal.Sentence}");
                        break;
                }
            }

            if (rows.Count == before)
                throw new GalleryFolderException($"No photograph of {Path.GetFileName(person)} can be used. {string.Join(' ', refused)}".TrimEnd());
            names[id] = Path.GetFileName(person);
        }

        return rows.Count > 0
            ? new PhotographGallery(rows, names, refused)
            : throw new GalleryFolderException($"The gallery folder {folder} has no sub-folder with photographs: one for each identity is needed.");
    }

    private static bool IsPhotograph(string file) => Path.GetExtension(file).ToUpperInvariant() is ".JPG" or ".JPEG" or ".PNG" or ".WEBP";

    private static Guid IdOf(int number)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        BinaryPrimitives.WriteInt32BigEndian(bytes[12..], number);
        return new Guid(bytes, bigEndian: true);
    }
}

/// <summary>A gallery folder cannot be used; the message is a sentence.</summary>
public sealed class GalleryFolderException : Exception
{
    public GalleryFolderException()
    {
    }

    public GalleryFolderException(string message)
        : base(message)
    {
    }

    public GalleryFolderException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
