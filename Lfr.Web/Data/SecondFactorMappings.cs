using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Data;

/// <summary>How second factors lie in the database.</summary>
internal static class SecondFactorMappings
{
    /// <summary>Applies them.</summary>
    public static void Apply(ModelBuilder model)
    {
        model.Entity<AuthenticatorApp>(app =>
        {
            app.ToTable("AuthenticatorApps").HasKey(a => a.AccountId);
            app.Property(a => a.ProtectedKey).HasMaxLength(1000);
            app.HasOne<LfrUser>().WithOne().HasForeignKey<AuthenticatorApp>(a => a.AccountId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<RecoveryCode>(code =>
        {
            code.ToTable("RecoveryCodes");
            code.Property(c => c.Id).HasMaxLength(64).ValueGeneratedNever();
            code.HasOne<LfrUser>().WithMany().HasForeignKey(c => c.AccountId).OnDelete(DeleteBehavior.Cascade);
        });

        // As version 3 of Identity's schema has it. That version also shortens columns of primary keys, which SQL Server cannot do and nothing here needs.
        model.Entity<IdentityUserPasskey<Guid>>(passkey =>
        {
            passkey.ToTable("AspNetUserPasskeys").HasKey(p => p.CredentialId);
            passkey.Property(p => p.CredentialId).HasMaxLength(1024);
            passkey.OwnsOne(p => p.Data).ToJson();
            passkey.HasOne<LfrUser>().WithMany().HasForeignKey(p => p.UserId).OnDelete(DeleteBehavior.Cascade);
        });
    }
}
