using System.Text;
using Lfr.Shared.Identity;
using Lfr.Tests.Policy;
using Lfr.Web.Features.Administration.Commands;
using Lfr.Web.Features.Administration.Queries;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Features.Administration;

/// <summary>A staff table is judged row by row before anything is done, and invites those about whom nothing is wrong.</summary>
public sealed class StaffImportTests
{
    private const string Heading = "Name,E-mail,Rank,Force number,Unit,Duties,Training until\n";

    private static CancellationToken Cancel => PeopleRig.Cancel;

    [Fact]
    public void Row_IsRead_AsSpreadsheetsWriteIt()
    {
        var row = Assert.Single(Read("\uFEFF" + Heading + "\"O’Brien, Seán\",sean.obrien@force.example,Ch. Insp.,CI 12,Operations,Planner; silver commander,31/01/2027\r\n").Rows);

        Assert.Empty(row.Findings);
        Assert.Equal(new Particulars("O’Brien, Seán", Rank.ChiefInspector, "CI 12", "Operations"), row.Person.Particulars);
        Assert.Equal(("sean.obrien@force.example", new DateOnly(2027, 1, 31)), (row.Person.Email, row.Person.TrainedUntil));
        Assert.Equal([Roles.Planner, Roles.Silver], row.Person.Duties);
    }

    [Theory]
    [InlineData(",jo@force.example,sergeant,,,,", "The name is missing.")]
    [InlineData("Jo,jo@force,brigadier,,,,", "“brigadier” is no rank.")]
    [InlineData("Jo,jo@force.example,,,,,", "The rank is missing.")]
    [InlineData("Jo,not an address,sergeant,,,,", "This is not an e-mail address.")]
    [InlineData("Jo,jo@force.example,sergeant,,,Hangman,", "“Hangman” is no duty.")]
    [InlineData("Jo,jo@force.example,sergeant,,,,31/02/2027", "“31/02/2027” is no day.")]
    [InlineData("\"=HYPERLINK(\"\"http://x\"\")\",jo@force.example,sergeant,,,,", "The name begins with “=”, as a formula does.")]
    [InlineData("Jo,jo@force.example,sergeant,,@SUM(A1),,", "The unit begins with “@”, as a formula does.")]
    [InlineData("Jo,jo@force.example,sergeant", "The row has 3 cells and the heading 7.")]
    public void Row_ThatDoesNotFit_SaysWhatIsWrong(string row, string finding) =>
        Assert.Contains(Assert.Single(Read(Heading + row).Rows).Findings, f => f.Contains(finding, StringComparison.Ordinal));

    [Fact]
    public void Address_ThatIsInTheFileTwice_IsFoundAtTheSecondRow()
    {
        var rows = Read(Heading + "Jo,jo@force.example,sergeant,,,,\nKim,JO@force.example,constable,,,,\n").Rows;

        Assert.Empty(rows[0].Findings);
        Assert.Equal(["Row 1 has the same address. Each person has one of their own."], rows[1].Findings);
    }

    [Theory]
    [InlineData("", "The file is empty. Its first line names the columns.")]
    [InlineData("forename,surname\nJo,Okoye\n", "The file has no column for name, email and rank.")]
    [InlineData("name,rank\nJo,sergeant\n", "The file has no column for email.")]
    [InlineData(Heading, "The file has no rows.")]
    public void File_ThatIsNoStaffTable_IsRefused(string text, string sentence) => Says.RefusedBy("FORM", Read(text).Outcome, sentence);

    [Fact]
    public void File_ThatIsTooLong_IsRefused() =>
        Says.RefusedBy("FORM", Read(Heading + string.Concat(Enumerable.Range(0, StaffFile.MostRows + 1).Select(i => $"P {i},p{i}@force.example,constable,,,,\n"))).Outcome, "The file has more than 500 rows.");

    [Fact]
    public async Task Import_InvitesThoseWithoutFindings_InOneStepOnRecord_AndTheLookBeforeChangesNothing()
    {
        await using var rig = await PeopleRig.StartAsync();
        var table = Read(Heading + "Jo Okoye,jo@force.example,sergeant,PS 1,Custody,Operator; Planner,31/01/2027\nPriya Again,planner@demo.lfr,inspector,,,,\nKim Li,kim@force.example,constable,,,Hangman,\nLee Marr,lee@force.example,PC,,,,\n");

        var judged = await rig.Get<ImportStaff>().JudgeAsync(rig.First, table, Cancel);
        Assert.Equal([1, 4], judged.Rows.Where(r => r.IsGood).Select(r => r.Number));
        Assert.Equal(["Priya Nair has an account with this address already."], judged.Rows[1].Findings);
        Assert.Equal(0, await rig.App.InDatabaseAsync(db => db.Invitations.CountAsync(Cancel)));

        var (outcome, people) = await rig.Get<ImportStaff>().RunAsync(rig.First, judged, Cancel);

        Given.Do(outcome);
        Assert.Equal(["Jo Okoye", "Lee Marr"], people.Select(p => p.Name));
        Given.Do(await rig.Get<AcceptInvitation>().RunAsync(people[0].Key, "lantern-gravel-otter-mitten", null, Cancel));
        Assert.Equal(2, (await rig.Get<WaitingGrants>().RunAsync(rig.Second, null, Cancel)).Count);
        Assert.Equal("Invited 2 people from a staff table of 4 rows.", await rig.App.InDatabaseAsync(db => db.AuditEvents.Where(e => e.Action == nameof(ImportStaff)).Select(e => e.Sentence).SingleAsync(Cancel)));
        Assert.Empty(await rig.AlteredAsync());
        Says.RefusedBy("FORM", (await rig.Get<ImportStaff>().RunAsync(rig.First, judged, Cancel)).Outcome, "Nobody in the file can be invited.");
    }

    [Fact]
    public async Task Import_IsForAdministrators()
    {
        await using var rig = await PeopleRig.StartAsync();
        var oversight = await rig.AsTheAsync(Roles.Oversight);
        var table = Read(Heading + "Jo Okoye,jo@force.example,sergeant,,,,\n");

        Says.RefusedBy("ROLE", (await rig.Get<ImportStaff>().JudgeAsync(oversight, table, Cancel)).Outcome);
        Says.RefusedBy("ROLE", (await rig.Get<ImportStaff>().RunAsync(oversight, table, Cancel)).Outcome);
    }

    private static StaffTable Read(string text) => StaffFile.Read(Encoding.UTF8.GetBytes(text), new DateOnly(2026, 11, 26), Given.Uk);
}
