using System.Security.Cryptography;
using Lfr.Shared.Live;
using Lfr.Shared.Policy;
using Lfr.Tests.Features.Live;
using Lfr.Tests.Policy;
using Lfr.Web.Features.Administration.Commands;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Features.Administration;

/// <summary>A worker's key is replaced in one step, or not at all.</summary>
public sealed class ReplaceWorkerKeyTests : IDisposable
{
    private static readonly Lfr.Shared.Identity.Actor Administrator = Given.Person(90, "Ada Admin", Lfr.Shared.Identity.Rank.Staff, Lfr.Shared.Identity.Roles.Administrator);

    private readonly ECDsa old = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa made = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Guid OldId => RegisteredWorker.IdOf(old.ExportSubjectPublicKeyInfo());

    private Guid NewId => RegisteredWorker.IdOf(made.ExportSubjectPublicKeyInfo());

    public void Dispose()
    {
        old.Dispose();
        made.Dispose();
    }

    /// <summary>Both rows change or none: two administrators who do it at once leave one new key, and the second reads why theirs was not taken.</summary>
    [Fact]
    public async Task Key_IsReplacedOnce_UnderTheSameName_AndTheOldOneWorksNoLonger()
    {
        await using var rig = await RegisteredAsync();
        using var third = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        var answers = await Task.WhenAll(ReplaceAsync(rig, made), ReplaceAsync(rig, third));

        Assert.Equal(1, answers.Count(a => a.Succeeded));
        Says.RefusedBy("STATE", answers.Single(a => !a.Succeeded), "Van 7 was revoked");
        var workers = await rig.App.InDatabaseAsync(db => db.RegisteredWorkers.AsNoTracking().Where(w => w.Name == "Van 7").ToListAsync(Cancel));
        Assert.Equal(2, workers.Count);
        Assert.Equal("Ada Admin", Assert.Single(workers, w => w.Id == OldId).RevokedBy);
        Assert.Null(Assert.Single(workers, w => w.Id != OldId).RevokedAt);
    }

    /// <summary>What is not a new public key changes nothing; the reason and the rank are asked first.</summary>
    [Fact]
    public async Task WhatCannotReplaceIt_IsRefused_AndTheOldKeyStays()
    {
        await using var rig = await RegisteredAsync();
        Given.Do(await rig.Get<RegisterWorker>().RunAsync(Administrator, "Van 8", made.ExportSubjectPublicKeyInfoPem(), Cancel));

        Says.RefusedBy("ROLE", await rig.Get<ReplaceWorkerKey>().RunAsync(Given.Operator, OldId, made.ExportSubjectPublicKeyInfoPem(), "Due.", Cancel));
        Says.RefusedBy("FORM", await rig.Get<ReplaceWorkerKey>().RunAsync(Administrator, OldId, made.ExportSubjectPublicKeyInfoPem(), " ", Cancel), "No reason");
        Says.RefusedBy("FORM", await rig.Get<ReplaceWorkerKey>().RunAsync(Administrator, OldId, made.ExportPkcs8PrivateKeyPem(), "Due.", Cancel), "private key");
        Says.RefusedBy("FORM", await rig.Get<ReplaceWorkerKey>().RunAsync(Administrator, OldId, "key", "Due.", Cancel), "not the public key");
        Says.RefusedBy("STATE", await ReplaceAsync(rig, made), "registered already, as Van 8");
        Says.RefusedBy("STATE", await ReplaceAsync(rig, old), "registered already, as Van 7");
        Says.RefusedBy("STATE", await rig.Get<ReplaceWorkerKey>().RunAsync(Administrator, Given.Id(77), made.ExportSubjectPublicKeyInfoPem(), "Due.", Cancel), "no such worker");

        Assert.Null(await rig.App.InDatabaseAsync(db => db.RegisteredWorkers.Where(w => w.Id == OldId).Select(w => w.RevokedAt).SingleAsync(Cancel)));
        Given.Do(await rig.Get<RevokeWorker>().RunAsync(Administrator, NewId, "Sold.", Cancel));
        Says.RefusedBy("STATE", await ReplaceAsync(rig, made), "This key was revoked on");
    }

    /// <summary>Under its new key it could neither be confirmed nor deliver what it keeps.</summary>
    [Fact]
    public async Task WorkerThatRuns_KeepsItsKey()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        var running = await rig.App.InDatabaseAsync(db => db.Assignments.Where(a => a.EndedAt == null).Select(a => a.WorkerId).SingleAsync(Cancel));

        Says.RefusedBy("STATE", await rig.Get<ReplaceWorkerKey>().RunAsync(Administrator, running, made.ExportSubjectPublicKeyInfoPem(), "Due.", Cancel), "runs a deployment");
    }

    private async Task<LiveRig> RegisteredAsync()
    {
        var rig = await LiveRig.StartAsync();
        Given.Do(await rig.Get<RegisterWorker>().RunAsync(Administrator, "Van 7", old.ExportSubjectPublicKeyInfoPem(), Cancel));
        return rig;
    }

    private Task<Outcome> ReplaceAsync(LiveRig rig, ECDsa key) => rig.Get<ReplaceWorkerKey>().RunAsync(Administrator, OldId, key.ExportSubjectPublicKeyInfoPem(), "The key is a year old.", Cancel);
}
