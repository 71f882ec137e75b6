using Lfr.Shared.Biometrics;
using Lfr.Tests.Policy;

namespace Lfr.Tests.Biometrics;

public class BiometricBlobTests
{
    [Fact]
    public void Blob_Kept_BelongsToItsKeyAndDeployment()
    {
        var blob = BiometricBlob.Keep(Given.Id(7), Key(KeyScope.Watchlist, Given.DeploymentId), BlobKind.WatchlistTemplate, [1, 2, 3], Given.Start);

        Assert.Equal((Given.Id(7), Given.DeploymentId, Given.Id(70), BlobKind.WatchlistTemplate, Given.Start), (blob.Id, blob.DeploymentId, blob.KeyId, blob.Kind, blob.StoredAt));
        Assert.Equal([1, 2, 3], blob.Sealed);
    }

    [Fact]
    public void Key_Kept_BelongsToItsSubject()
    {
        var key = Key(KeyScope.Alert, Given.Id(501));

        Assert.Equal((Given.Id(70), Given.DeploymentId, KeyScope.Alert, Given.Id(501), Given.Start), (key.Id, key.DeploymentId, key.Scope, key.SubjectId, key.MadeAt));
        Assert.Equal([9, 9], key.Wrapped);
    }

    [Fact]
    public void BlobKinds_KeepTheirNumbers_BecauseCiphertextsVouchForThem() =>
        Assert.Equal(
            [(0, "WatchlistPhotograph"), (1, "WatchlistTemplate"), (2, "AlertPicture"), (3, "AlertTemplate"), (4, "ContextFrame")],
            Enum.GetValues<BlobKind>().Select(k => ((int)k, k.ToString())));

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Receipt_AtTheLastInstant_IsInTime(int seconds, bool inTime) => Assert.Equal(inTime, Receipt(Given.Start.AddSeconds(seconds)).InTime);

    [Fact]
    public void Receipt_IsProvenOnlyByALookThatFoundNothing()
    {
        var receipt = Receipt(Given.Start);
        Assert.False(receipt.IsProven);

        receipt.Look(2, Given.Start.AddMinutes(1));
        Assert.Equal((false, 2, Given.Start.AddMinutes(1)), (receipt.IsProven, receipt.Remaining, receipt.LookedAt));

        receipt.Look(0, Given.Start.AddMinutes(2));
        Assert.True(receipt.IsProven);
    }

    private static BiometricKey Key(KeyScope scope, Guid subject) => BiometricKey.Keep(Given.Id(70), Given.DeploymentId, scope, subject, [9, 9], Given.Start);

    private static PurgeReceipt Receipt(DateTimeOffset at) => PurgeReceipt.Write(
        Key(KeyScope.Watchlist, Given.DeploymentId), RetentionKind.Watchlist, "f00d", new Dictionary<string, int>(StringComparer.Ordinal), Given.Start, "Lfr", at);
}
