package taskview_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"seika/internal/taskview"
)

func TestWhatAnActivityYieldsIsReadFromItsLabel(t *testing.T) {
	for label, want := range map[string]string{
		"見積書を作成する": "見積書", "見積書作成": "見積書", "見積書の作成": "見積書", "見積書を作る": "見積書",
		"請求書を確認": "請求書の確認結果", "請求書を確認する。": "請求書の確認結果", "業者の選定": "業者の選定結果",
		"システムを設計する": "システムの設計", "日程調整": "日程の合意", "顧客に見積書を送付する": "見積書", "システムで請求書を発行": "請求書",
		"契約における条件を確認": "契約における条件の確認結果", "対応": "対応の結果", "見積書の\n 作成": "見積書", "契約書のﾚﾋﾞｭｰ": "契約書のレビュー結果",
		"納期を決める": "納期の決定結果", "見積を依頼する": "見積の依頼", "経費精算": "経費精算", "交通費を精算する": "交通費の精算", "商品を検品する": "商品の検品結果",
		"原稿を編集する": "原稿", "質問への対応": "質問への対応の結果", "代金を振り込む": "代金の振込", "申請を差し戻す": "申請の差し戻し",
		// A verb with another before it is another verb.
		"商品を貸し出す": "商品の貸出", "報告書を取りまとめる": "報告書", "荷物を受け渡す": "荷物の受け渡し", "作業を繰り返す": "作業を繰り返す作業の結果", "資料を作る": "資料",
		// What fits no pattern is still a phrase that people say.
		"顧客に対応する": "顧客への対応の結果", "問い合わせに対応する": "問い合わせへの対応の結果", "棚卸を行う": "棚卸の結果", "提案を実施する": "提案の結果",
		"Respond to the inquiry": "Response to inquiry", "Subscribe to service": "Subscription to service", "Apply for loan": "Application for loan", "Track shipment": "Shipment tracking", "Reconcile accounts": "Accounts reconciliation result", "Authorise payment": "Payment authorisation", "Finalize report": "Report", "Renew contract": "Contract renewal",
		"Create quote": "Quote", "Creates a quote": "Quote", "Creating the quote": "Quote", "Check the invoice": "Invoice check result",
		"Invoice approval": "Invoice approval", "Publish on homepage": "result of Publish on homepage", "Select supplier": "Supplier selection",
		"Negotiate price": "Agreed price", "Send order to customer": "Order", "Fill in the form": "Form", "Order received": "Order",
		"Do it": "result of Do it", "Do quick scoring": "Quick scoring result", "Carry out risk assessment": "Risk assessment",
		"perform the credit check": "Credit check", "Carry boxes": "result of Carry boxes", "print out order": "Order", "Send back the claim": "Claim",
		"set up a reminder": "Reminder", "Organise disbursement": "Disbursement", "Request credit score": "Credit score request",
		"Order meal": "Meal order", "Give back": "result of Give back", "Send back": "result of Send back", "send back to claim officer": "result of send back to claim officer", "Terms all right ?": "result of Terms all right", "Notify": "result of Notify", "Verify\naddress?": "Address verification result", "Prüfe Rechnung": "result of Prüfe Rechnung",
		"Register for medical insurance": "Registration for medical insurance", "Pay for the goods": "Payment for goods", "Check for completeness": "Completeness check result",
		"Introduce new employee to the team": "New employee introduction", "Sign In": "Sign-in", "Email": "Email", "Payment": "Payment", "Order": "Order", "Check payment": "Payment check result", "Email the customer": "Customer", "log in": "Login", "Sign the contract": "Contract signature",
		"Evaluation of the application": "Application evaluation result", "creation of new bank account": "New bank account", "Report of damage": "Report of damage",
		// A letter left out or one too many.
		"asses risk": "Risk assessment", "creat an account": "Account", "cancell order": "Order cancellation", "evaluat the claim": "Claim evaluation result",
		"Levies tax": "result of Levies tax", "offers discount": "Discount offer", "Orderly exit": "result of Orderly exit", "Rent car": "result of Rent car",
		// Of two verbs the last says what is there in the end.
		"Review and complete onboarding request": "Onboarding request", "Check and approve the invoice": "Invoice approval result", "Bread and butter": "result of Bread and butter",
		// Who is told of something is no deliverable.
		"Notify User": "User notification", "Inform the employee of company policies": "Company policies", "notify administration about the outcome": "Outcome",
		"Initiate Delivery": "Delivery initiation", "Amend tax data": "Tax data",
		// Noun phrases stay; work does not become a thing.
		"顧客へ送付": "顧客への送付の結果", "請求書": "請求書", "注文データ": "注文データ", "会議の議事録": "会議の議事録", "請求書の": "請求書のの結果", "発表": "発表の結果", "検証": "検証の結果",
		"Tax": "Tax", "tax": "Tax", "Invoices": "Invoices", "Income tax": "Income tax", "Gift Voucher": "Gift Voucher", "List of students": "List of students", "The signed contract": "The signed contract",
		"Incident report": "Incident report", "Missing documents for tax": "Missing documents for tax", "Levy tax": "result of Levy tax", "Approval": "result of Approval",
		"Change order": "result of Change order", "Invoice the customer": "result of Invoice the customer", "Cancelling the order": "Order cancellation",
		"Rechnung": "Rechnung", "Paketschein": "Paketschein", "Zahlungsaufforderung": "Zahlungsaufforderung", "Angebot von Spediteur 2": "Angebot von Spediteur 2",
		"Angebot von Spediteur 2 einholen": "result of Angebot von Spediteur 2 einholen", "Rechnung prüfen": "result of Rechnung prüfen",
		"Berechnung": "result of Berechnung", "Spedition beauftragen": "result of Spedition beauftragen",
	} {
		got, _ := taskview.ReadLabel(label).Product()
		assert.Equal(t, want, got, label)
	}
}

// Labels as the modellers of several offices write them: numbered, of two verbs, with whom and by what, as compounds.
func TestLabelsOfOtherHandsAreRead(t *testing.T) {
	for label, want := range map[string]string{
		// Numbers and who does it stand before what is done.
		"1. Create quote": "Quote", "2.1 Check invoice": "Invoice check result", "(3) Approve order": "Order approval result", "Step 4: Send offer": "Offer",
		"A1 - Prepare report": "Report", "T-01 Write specification": "Specification", "Clerk: check form": "Form check result",
		"①見積書を作成する": "見積書", "１．見積書の作成": "見積書", "(2)請求書を発行": "請求書", "2-1 見積書作成": "見積書", "手順3：請求書の発行": "請求書", "営業：見積書を作成": "見積書",
		"3 days": "result of 3 days", "2 copies of the contract": "result of 2 copies of the contract",
		// Of two verbs the last counts, but what is made and handed on is made.
		"求人票を作成・公開する": "求人票", "見積書の作成と送付": "見積書", "見積書を作成して送付する": "見積書", "見積書を作成し、送付する": "見積書", "契約書の確認・承認": "契約書の承認結果",
		"入金を確認し、領収書を発行する": "領収書", "Create quote and send to customer": "Quote", "Create, check and send quote": "Quote",
		"Approve or reject request": "Request approval result", "Approve/reject request": "Request approval result", "Create quote and order": "Quote and order",
		// With whom, where and by what are no part of it.
		"候補者と連絡": "候補者との連絡の結果", "候補者と日程を調整する": "日程の合意", "顧客と仕様を合意する": "仕様の合意", "仕様と納期を調整する": "仕様と納期の合意",
		"関係部署と調整": "関係部署との調整の結果", "メールで通知": "メールでの通知の結果", "本番環境へリリース": "本番環境へのリリースの結果", "顧客に電話する": "顧客への電話の結果", "開発部にエスカレーション": "開発部へのエスカレーションの結果",
		"不備がある場合は返却": "不備がある場合は返却の結果", "データを入力する（手作業）": "データ", "見積書（概算）": "見積書（概算）",
		"Review adoption with customer": "Adoption review result", "Check invoice against order": "Invoice check result", "Enter order in SAP": "Order",
		"Discuss requirements with stakeholders": "Agreed requirements", "Align with marketing": "Alignment with marketing", "Request quote from supplier": "Quote request",
		"Check availability of rooms": "Check result of availability of rooms", "Perform training for new users": "Result of training for new users", "Request preparations for a new employee": "Request for preparations for a new employee", "Take order by phone": "Order",
		"Check if goods are complete": "result of Check if goods are complete",
		"Decide whether to proceed":   "result of Decide whether to proceed", "Escalate to manager": "Escalation to manager", "Deploy to production": "Deployment to production",
		// A compound stays one.
		"単体テスト": "単体テスト結果", "人事評価": "人事評価結果", "基本設計": "基本設計", "要件定義": "要件定義", "経費申請": "経費申請", "休暇を申請する": "休暇の申請",
		"アカウント設定": "アカウント設定", "障害対応": "障害対応の結果", "受注処理": "受注処理の結果", "書類選考": "書類選考結果", "一次面接の実施": "一次面接結果", "面接・評価の実施": "面接・評価の結果",
		"Purchase order approval": "Purchase order approval", "Design review": "Design review", "Report generation": "Report", "Quote creation": "Quote",
		"Test execution": "Test result", "Sprint planning": "Sprint plan", "Release planning": "Release plan", "User acceptance testing": "User acceptance test result",
		"Request approval": "Approval request", "Order goods": "Goods order",
		// What somebody gets, waits for or takes.
		"上長の承認を得る": "上長の承認結果", "注文を取る": "注文", "回答待ち": "回答", "入金を待つ": "入金", "Wait for payment": "Payment", "Await customer response": "Customer response",
		"Wait for approval": "Approval", "Wait 3 days": "result of Wait 3 days", "Ask for references": "References", "Take order": "Order",
		// Work of which no more is known is called in words that can be said.
		"発注する": "発注の結果", "要件をヒアリングする": "要件のヒアリング結果", "設備を段取りする": "設備の段取りの結果", "利用状況をモニタリングする": "利用状況のモニタリング結果",
		"Hold kick-off meeting": "Kick-off meeting result", "Write down findings": "Findings", "Book room": "Room booking", "Manager approves request": "Request approval result",
		"The customer service checks the complaint": "Complaint check result", "Sales reports": "Sales reports",
	} {
		got, _ := taskview.ReadLabel(label).Product()
		assert.Equal(t, want, got, label)
	}
}

func TestAStateStandsInBrackets(t *testing.T) {
	for name, want := range map[string][2]string{
		"Quote [sent]": {"Quote", "sent"}, "見積書［承認済］": {"見積書", "承認済"}, "Quote": {"Quote", ""}, "[x]": {"[x]", ""}, "a [ ]": {"a [ ]", ""},
	} {
		rest, state := taskview.SplitState(name)
		assert.Equal(t, want, [2]string{rest, state}, name)
	}
}

// TestALongLabelIsReadInTimeThatGrowsWithIt: what is within a label is read again, in one of a hundred thousand bytes not.
func TestALongLabelIsReadInTimeThatGrowsWithIt(t *testing.T) {
	for _, part := range []string{"a:", "報告をもらう", "見積書を作成し、", "create and ", "1. "} {
		begin := time.Now()
		taskview.ReadLabel(strings.Repeat(part, 100_000/len(part))).Product()
		assert.Less(t, time.Since(begin), 2*time.Second, part)
	}
}
