/**
 * Capitals and large cities that no zone is called after, by zone. Names that as many people mean another place by, such
 * as Victoria, are left out.
 */
export const cityRows = `
Europe/Tirane: tirana
Europe/Andorra: andorra la vella
Asia/Bahrain: manama
America/Barbados: bridgetown
America/Belize: belmopan
America/La_Paz: sucre
Asia/Brunei: bandar seri begawan
Africa/Bujumbura: gitega
Atlantic/Cape_Verde: praia
Africa/Douala: yaounde
Indian/Comoro: moroni
Africa/Abidjan: yamoussoukro
America/Dominica: roseau
America/Guayaquil: quito
America/El_Salvador: san salvador
Africa/Asmera: asmara
Pacific/Fiji: suva
America/Grenada: st georges
America/Guatemala: guatemala city
America/Guyana: georgetown
America/Jamaica: kingston
Asia/Almaty: astana, nur-sultan
Europe/Belgrade: pristina, prishtina, kosovo
Asia/Kuwait: kuwait city
Africa/Blantyre: lilongwe
Indian/Maldives: male
Europe/Malta: valletta
Indian/Mauritius: port louis
Pacific/Ponape: palikir
Africa/Casablanca: rabat, marrakesh, marrakech, fes, fez
Asia/Rangoon: naypyidaw, yangon, myanmar
Pacific/Nauru: yaren
Africa/Lagos: abuja, kano, ibadan, port harcourt
Pacific/Palau: ngerulmud
America/Panama: panama city
Asia/Qatar: doha
America/St_Kitts: basseterre
America/St_Lucia: castries
America/St_Vincent: kingstown
Pacific/Guadalcanal: honiara
Asia/Colombo: sri jayawardenepura kotte
Africa/Dar_es_Salaam: dodoma
Pacific/Tongatapu: nukualofa
Pacific/Efate: port vila
Asia/Aden: sanaa
Asia/Kuala_Lumpur: putrajaya, malaysia
Asia/Hebron: ramallah
Atlantic/Canary: canary islands, tenerife, las palmas
Asia/Shanghai: beijing, shenzhen, guangzhou, china, chongqing, tianjin, nanjing, chengdu, xian, wuhan, hangzhou, suzhou, shenyang, foshan, dongguan, harbin, haerbin, dalian, qingdao, zhengzhou, jinan, changsha, kunming, changchun, hefei, ningbo, shantou, shijiazhuang, nanning, taiyuan, changzhou, nanchang, wenzhou, xiamen, fuzhou, tangshan, guiyang, wuxi, lanzhou
Asia/Tokyo: kyoto, osaka, jst, nagoya, fukuoka, sapporo, hiroshima, yokohama, kobe
Asia/Calcutta: mumbai, delhi, new delhi, bangalore, bengaluru, chennai, hyderabad, kolkata, ist, ahmedabad, surat, pune, jaipur, lucknow, kozhikode, malappuram, thrissur, kochi, indore, goa
Asia/Karachi: islamabad, lahore, faisalabad, rawalpindi
Asia/Dhaka: chittagong, chattogram
Asia/Taipei: new taipei, kaohsiung
Asia/Jakarta: bekasi, bandung, surabaya
Asia/Bangkok: hanoi, phuket, chiang mai
Asia/Saigon: ho chi minh city, da nang
Asia/Manila: cebu, quezon city
Asia/Riyadh: jeddah, jiddah, mecca, medina
Asia/Tehran: mashhad
Asia/Dubai: abu dhabi, sharjah
Asia/Jerusalem: tel aviv, haifa
Africa/Cairo: alexandria, giza
Africa/Accra: kumasi
Africa/Johannesburg: cape town, pretoria, ekurhuleni, durban
Africa/Nairobi: mombasa
America/Sao_Paulo: rio de janeiro, rio, brasilia, belo horizonte, porto alegre, curitiba, campinas, goiania
America/Bogota: medellin
America/Lima: cusco
America/Mexico_City: guadalajara, puebla
Europe/London: manchester, edinburgh, glasgow, cardiff, belfast, leeds, liverpool, bristol, oxford, england, scotland, wales, northern ireland, britain, uk, bst, great britain
Europe/Dublin: galway
Europe/Rome: milan, florence, venice, naples, turin, sicily, sardinia
Europe/Zurich: geneva, bern, basel, lausanne, winterthur, lucerne, st gallen, lugano
Europe/Berlin: munich, hamburg, frankfurt, cologne, stuttgart, dusseldorf, leipzig, dresden
Europe/Paris: lyon, marseille, bordeaux, toulouse, cet, cest
Europe/Madrid: barcelona, seville, spain, malaga, bilbao, mallorca, ibiza
Europe/Brussels: antwerp
Europe/Vienna: salzburg, graz, innsbruck
Europe/Stockholm: gothenburg
Europe/Oslo: bergen
Europe/Athens: thessaloniki, crete
`;
