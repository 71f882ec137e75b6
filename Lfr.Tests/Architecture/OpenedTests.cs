using System.Security.Cryptography;
using Lfr.Shared.Live;
using Lfr.Web.Biometrics;
using Lfr.Web.Features.Live;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Workers;

namespace Lfr.Tests.Architecture;

/// <summary>What the vault opened is cleared from memory by whoever has used it.</summary>
public sealed class OpenedTests
{
    /// <summary>Who hands it on, and who clears it.</summary>
    private static readonly Dictionary<Type, string> Hands = new()
    {
        [typeof(LicenceGrants)] = "to the worker's hub, which clears it when it was sent",
        [typeof(LookAtAlertPicture)] = "to the endpoint, which clears it when it was sent (ClearedPicture)",
    };

    [Fact]
    public void WhoeverOpensPicturesOrTemplates_ClearsThem()
    {
        var opening = Calls.OfWeb.Where(c => IsOpening(c.Called) && c.Caller != typeof(BiometricVault)).Select(c => c.Caller).ToHashSet();
        var clearing = Calls.OfWeb.Where(c => c.Called.Name == nameof(CryptographicOperations.ZeroMemory) || (c.Called.DeclaringType == typeof(GalleryReader) && c.Called.Name == nameof(GalleryReader.Clear)))
            .Select(c => c.Caller).ToHashSet();

        Assert.Superset(new HashSet<Type> { typeof(WorkerHub), typeof(LicenceMint), typeof(RaiseAlert) }, opening);
        Assert.Equal(Hands.Keys.OrderBy(t => t.Name), opening.Except(clearing).OrderBy(t => t.Name));
    }

    [Fact]
    public void ClearedGallery_HoldsNoTemplate()
    {
        GalleryRow[] rows = [new(Guid.Empty, [1, 2, 3]), new(Guid.Empty, [4])];

        GalleryReader.Clear(rows);

        Assert.All(rows, r => Assert.All(r.Template, b => Assert.Equal(0, b)));
    }

    private static bool IsOpening(System.Reflection.MethodBase called) =>
        (called.DeclaringType == typeof(BiometricVault) && called.Name is nameof(BiometricVault.OpenAsync) or nameof(BiometricVault.OpenAllAsync))
        || (called.DeclaringType == typeof(GalleryReader) && called.Name is nameof(GalleryReader.ToSealAsync) or nameof(GalleryReader.UnderAsync) or nameof(GalleryReader.OfAsync))
        || (called.DeclaringType == typeof(LicenceGrants) && called.Name is nameof(LicenceGrants.GalleryAsync));
}
