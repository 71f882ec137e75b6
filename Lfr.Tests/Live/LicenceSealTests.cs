using System.Security.Cryptography;
using System.Text;
using Lfr.Shared.Live;
using Lfr.Tests.Policy;

namespace Lfr.Tests.Live;

public sealed class LicenceSealTests : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public void Dispose() => _key.Dispose();

    [Fact]
    public void Licence_SignedAndOpened_IsTheSame()
    {
        var opened = LicenceSeal.Open(LicenceSeal.Sign(Licence(), _key), _key)!;

        Assert.Equal((Licence().LicenceId, Licence().NotAfter, 0.54f, "demo:walk.mp4"), (opened.LicenceId, opened.NotAfter, opened.Threshold, opened.Cameras[0].Source));
        Assert.Equal(Licence().Models, opened.Models);
    }

    [Fact]
    public void Licence_SignedByAnotherKey_DoesNotOpen()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        Assert.Null(LicenceSeal.Open(LicenceSeal.Sign(Licence(), other), _key));
    }

    [Fact]
    public void Licence_WithAnyByteChanged_DoesNotOpen()
    {
        var seal = LicenceSeal.Sign(Licence(), _key);
        for (var i = 0; i < seal.Payload.Length; i += 17)
        {
            var payload = (byte[])seal.Payload.Clone();
            payload[i] ^= 1;
            Assert.Null(LicenceSeal.Open(seal with { Payload = payload }, _key));
        }
    }

    [Fact]
    public void Licence_WithALongerWindowUnderTheOldSignature_DoesNotOpen()
    {
        var seal = LicenceSeal.Sign(Licence(), _key);
        var longer = LicenceSeal.Sign(Licence() with { NotAfter = Given.Start.AddDays(30) }, _key);

        Assert.Null(LicenceSeal.Open(seal with { Payload = longer.Payload }, _key));
    }

    [Fact]
    public void Payload_ThatIsNoLicence_DoesNotOpen()
    {
        var payload = Encoding.UTF8.GetBytes("[1,2");

        Assert.Null(LicenceSeal.Open(new SignedLicence(payload, _key.SignData(payload, HashAlgorithmName.SHA256)), _key));
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(28_799, true)]
    [InlineData(28_800, false)]
    public void Licence_AllowsFromTheStartUntilBeforeTheEnd(int seconds, bool allowed) =>
        Assert.Equal(allowed, Licence().Allows(Given.Start.AddSeconds(seconds)));

    private static DeploymentLicence Licence() => new(
        Given.Id(400), Given.DeploymentId, "2026-014", Given.Start, Given.Start.AddHours(8), [new LicensedCamera(Given.Id(20), "Camera 1", "demo:walk.mp4")],
        0.54f, 3, 300, 48, Given.GoodEngine().Models, Given.GalleryHash, 2, "uk-2026.1", Given.Start);
}

public class GalleryDigestTests
{
    private static readonly GalleryRow A = new(Given.Id(1), [1, 2, 3, 4]);
    private static readonly GalleryRow B = new(Given.Id(2), [5, 6, 7, 8]);

    [Fact]
    public void Order_DoesNotMatter() => Assert.Equal(GalleryDigest.Compute([A, B]), GalleryDigest.Compute([B, A]));

    [Fact]
    public void Template_Changed_Matters() => Assert.NotEqual(GalleryDigest.Compute([A, B]), GalleryDigest.Compute([A, B with { Template = [5, 6, 7, 9] }]));

    [Fact]
    public void Template_OfSomebodyElse_Matters() =>
        Assert.NotEqual(GalleryDigest.Compute([A, B]), GalleryDigest.Compute([A with { Template = B.Template }, B with { Template = A.Template }]));

    [Fact]
    public void Row_AddedOrMissing_Matters() => Assert.NotEqual(GalleryDigest.Compute([A]), GalleryDigest.Compute([A, B]));

    [Fact]
    public void Hash_IsThatOfVersionCountIdsLengthsAndTemplates() =>
        Assert.Equal(
            "gallery/1:" + Convert.ToHexStringLower(SHA256.HashData([.. "gallery/1\n"u8, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 1, 2, 3, 4])),
            GalleryDigest.Compute([A]));

    [Fact]
    public void Template_AsFloats_IsTheSameMemory() =>
        Assert.Equal([1f, -2.5f], GalleryDigest.AsFloats([0, 0, 128, 63, 0, 0, 32, 192]).ToArray());
}
